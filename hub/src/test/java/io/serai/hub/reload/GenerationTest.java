package io.serai.hub.reload;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.hub.check.RouteFiles;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.main.Main;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What is left of a version of the routes inside once it has been retired. */
class GenerationTest {

  private static final int VERSIONS = 4;

  private static final RouteFiles FILES =
      new RouteFiles(
          Map.of(
              "routes/a.camel.yaml",
              "- route: {id: a, from: {uri: 'direct:a', steps: [{stop: {}}]}}"),
          Map.of());

  private static final RouteFiles WITH_KAMELET =
      new RouteFiles(
          FILES.routes(),
          Map.of(
              "kamelets/quiet-sink.kamelet.yaml",
              """
              apiVersion: camel.apache.org/v1
              kind: Kamelet
              metadata: {name: quiet-sink}
              spec:
                definition: {title: Quiet, properties: {target: {type: string}}}
                template: {from: {uri: 'kamelet:source', steps: [{stop: {}}]}}
              """));
  private static final String USED = "kamelet:quiet-sink?target=local";
  private static final String UNUSED = "kamelet:quiet-sink?target=far";

  /** Camel itself holds on to the last context of a thread. */
  @Test
  void isNotKeptFromVersionToVersion() throws Exception {
    List<WeakReference<CamelContext>> contexts = new ArrayList<>();
    for (int i = 0; i < VERSIONS; i++) {
      contexts.add(startAndRetire());
    }

    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () -> {
              System.gc();
              assertThat(contexts).filteredOn(each -> each.get() != null).hasSizeLessThan(2);
            });
  }

  @Test
  void buildsWhatIsUsedInTheVersionBefore() throws Exception {
    Generation before = Generation.start(new Main(), WITH_KAMELET, Generation::stop);
    Generation next = Generation.start(new Main(), WITH_KAMELET, Generation::stop);
    before.send(USED, exchange -> {});

    next.build(List.of(USED, UNUSED), before);

    assertThat(next.has(USED)).isTrue();
    assertThat(next.has(UNUSED)).isFalse();
    before.retire();
    next.retire();
  }

  private static WeakReference<CamelContext> startAndRetire() throws Exception {
    Main main = new Main();
    CountDownLatch left = new CountDownLatch(1);
    Generation generation =
        Generation.start(
            main,
            FILES,
            empty -> {
              empty.stop();
              left.countDown();
            });
    WeakReference<CamelContext> context = new WeakReference<>(main.getCamelContext());
    assertThat(main.getCamelContext().getRoute("a")).isNotNull();
    generation.retire();
    assertThat(left.await(10, TimeUnit.SECONDS)).isTrue();
    return context;
  }
}
