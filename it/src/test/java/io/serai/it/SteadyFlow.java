package io.serai.it;

import io.serai.json.Json;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Short jobs, one after the other at a steady pace, whatever becomes of those before. */
final class SteadyFlow {

  private static final long EACH_MS = 100;

  private final StartedHub hub;
  private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(4);
  private final List<String> accepted = new CopyOnWriteArrayList<>();
  private int count;

  SteadyFlow(StartedHub hub) {
    this.hub = hub;
    var unused =
        threads.scheduleAtFixedRate(
            () -> threads.execute(this::submit), 0, EACH_MS, TimeUnit.MILLISECONDS);
  }

  private synchronized String next() {
    count++;
    // Half of them may run twice, and every tenth belongs to a tenant that may not go everywhere.
    return """
        {"language": "python", "code": "import time; time.sleep(0.15); print(%d)",
         "idempotent": %b, "tenant": "%s", "labels": {"flow": "steady"}}
        """
        .formatted(count, count % 2 == 0, count % 10 == 0 ? "demo" : "default");
  }

  private void submit() {
    try {
      HttpResponse<String> answer = hub.post("/v1/jobs", next());
      if (answer.statusCode() == 202) {
        accepted.add(Json.MAPPER.readTree(answer.body()).path("jobId").asText());
      }
    } catch (Exception e) {
      // Not accepted.
    }
  }

  /** The jobs the hub took. */
  List<String> accepted() {
    return accepted;
  }

  void stop() throws InterruptedException {
    threads.shutdown();
    if (!threads.awaitTermination(10, TimeUnit.SECONDS)) {
      threads.shutdownNow();
    }
  }
}
