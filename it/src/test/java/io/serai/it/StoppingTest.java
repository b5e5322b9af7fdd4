package io.serai.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A hub that stops says so, and never that what it serves does not exist. */
class StoppingTest {

  private static final int CALLERS = 4;

  private final Set<Integer> statuses = ConcurrentHashMap.newKeySet();

  @Test
  void neverDeniesWhatItServes(@TempDir Path state) throws Exception {
    ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
    try (StartedHub hub = StartedHub.start(state, Map.of("serai.docker.host", ""))) {
      for (int i = 0; i < CALLERS; i++) {
        var unused = callers.submit(() -> callUntilGone(hub));
      }
      Awaitility.await().until(() -> statuses.contains(200));
    }
    callers.shutdown();

    assertThat(callers.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
    assertThat(statuses).isSubsetOf(200, 503);
  }

  private Void callUntilGone(StartedHub hub) throws Exception {
    try {
      while (true) {
        statuses.add(hub.get("/v1/jobs?limit=1").statusCode());
      }
    } catch (IOException gone) {
      return null;
    }
  }
}
