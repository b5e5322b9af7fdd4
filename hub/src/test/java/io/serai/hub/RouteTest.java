package io.serai.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.hub.kubernetes.Kubernetes;
import io.serai.hub.kubernetes.TestCluster;
import io.serai.hub.trial.StageTest;
import io.serai.hub.trial.StageTests;
import io.serai.sandbox.RunObserver;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Runs every {@code x.test.yaml} beside a route or kamelet: data in, data out, or refused. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init") // JUnit starts the stages before the first test.
class RouteTest {

  private static final Path HOME = Path.of(System.getProperty("serai.home"));

  private TestCluster cluster;
  private StartedStages stages;

  @BeforeAll
  void start(@TempDir Path state) throws Exception {
    cluster = TestCluster.start(state);
    stages = StartedStages.start(HOME, state, new Kubernetes(id -> RunObserver.NONE));
  }

  @AfterAll
  void stop() {
    if (stages != null) {
      stages.close();
    }
    cluster.close();
  }

  @TestFactory
  Stream<DynamicContainer> behavesAsItsTestFileSays() throws IOException {
    return shipped().stream().map(this::container);
  }

  private DynamicContainer container(StageTests file) {
    return DynamicContainer.dynamicContainer(
        name(file),
        file.tests().stream()
            .map(test -> DynamicTest.dynamicTest(test.name(), () -> run(file.route(), test))));
  }

  private void run(String route, StageTest test) throws Exception {
    assertThat(test.misses(stages.send(route, test.in()))).isEmpty();
  }

  @TestFactory
  Stream<DynamicTest> hasACaseThatPassesAndOneThatIsRefused() throws IOException {
    return shipped().stream()
        .map(
            file ->
                DynamicTest.dynamicTest(
                    name(file),
                    () -> {
                      assertThat(file.tests()).anyMatch(test -> !test.refused());
                      // The results stage refuses nothing: it stores what others refused.
                      assertThat(file.tests())
                          .anyMatch(test -> test.refused() || test.in().has("failure"));
                      assertThat(file.tests())
                          .allMatch(test -> !test.refused() || test.expected().has("message"));
                    }));
  }

  private static String name(StageTests file) {
    return HOME.relativize(Path.of(file.text().file())).toString();
  }

  private static List<StageTests> shipped() throws IOException {
    return StageTests.read(HOME, List.of(HOME.resolve("routes"), HOME.resolve("kamelets")));
  }
}
