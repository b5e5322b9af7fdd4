package io.serai.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A running hub is given one broken edit after the other: it takes none, and answers all along. */
class BrokenEditsTest {

  private static final String JOB = "{\"language\":\"python\",\"code\":\"print(1)\"}";
  private static final String REFUSED = "edit refused, everything runs on as before";

  @Test
  void takesNoBrokenEditAndAnswersAllAlong(@TempDir Path directory) throws Exception {
    Path home = directory.resolve("home");
    Homes.copy(home);
    List<BrokenCase> cases =
        BrokenCase.all(List.of("routes", "kamelets", "policies"))
            .filter(BrokenCase::isOfARunningHub)
            .toList();
    AtomicInteger answered = new AtomicInteger();
    AtomicReference<Object> otherwise = new AtomicReference<>();
    ScheduledExecutorService caller = Executors.newSingleThreadScheduledExecutor();
    try (StartedHub hub = StartedHub.start(home, directory.resolve("state"), Homes.OFTEN)) {
      var calls =
          caller.scheduleWithFixedDelay(
              () -> call(hub, answered, otherwise), 0, 500, TimeUnit.MILLISECONDS);
      for (BrokenCase broken : cases) {
        assertRefused(hub, home, broken);
      }
      calls.cancel(false);

      assertThat(hub.log()).doesNotContain("edit in force");
    } finally {
      caller.shutdown();
    }
    assertThat(otherwise).hasNullValue();
    assertThat(answered).hasValueGreaterThan(cases.size() / 4);
  }

  private static void assertRefused(StartedHub hub, Path home, BrokenCase broken)
      throws IOException {
    int seen = hub.log().length();
    broken.applyTo(home);
    // What is allowed differs: the hub does not load the routes of brokers.
    String place = broken.findings(home).get(0).replaceFirst("^(\\S+: ).*", "$1");
    Awaitility.await(broken + " is refused")
        .pollInterval(Duration.ofMillis(50))
        .untilAsserted(
            () -> assertThat(hub.log().substring(seen)).contains(REFUSED).contains(place));
    broken.undoIn(home);
  }

  private static void call(
      StartedHub hub, AtomicInteger answered, AtomicReference<Object> otherwise) {
    try {
      var answer = hub.post("/execute", JOB);
      if (answer.statusCode() == 200) {
        answered.incrementAndGet();
      } else {
        otherwise.compareAndSet(null, answer.body());
      }
    } catch (IOException | InterruptedException e) {
      otherwise.compareAndSet(null, e);
    }
  }
}
