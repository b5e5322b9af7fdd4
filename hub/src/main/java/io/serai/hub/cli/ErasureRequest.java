package io.serai.hub.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.serai.hub.client.HubClient;
import io.serai.hub.client.Query;
import java.io.PrintWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Asks a hub to erase what it keeps of a tenant, and waits until it has. */
final class ErasureRequest {

  private static final List<String> NOT_ENDED =
      List.of("accepted", "running", "waiting_for_approval");
  private static final String PAGE = "500";
  private static final long PAUSE_MS = 300;
  private static final int TRIES = 100;
  private static final int BUSY = 409;

  private final HubClient hub;
  private final String tenant;
  private final PrintWriter errors;
  private final Set<String> cancelled = new HashSet<>();

  /**
   * Of one tenant, by one hub.
   *
   * @param errors told what is in its way
   */
  ErasureRequest(HubClient hub, String tenant, PrintWriter errors) {
    this.hub = hub;
    this.tenant = tenant;
    this.errors = errors;
  }

  /** What is kept. */
  HubClient.Response data() throws InterruptedException {
    return hub.get(path("data"));
  }

  /**
   * Erases it.
   *
   * @param cancel whether jobs that have not ended are cancelled first
   * @return what was erased, or why it was not
   */
  HubClient.Response run(boolean cancel) throws InterruptedException {
    HubClient.Response asked = hub.post(path("erasures"));
    for (int i = 0; cancel && asked.status() == BUSY && i < TRIES; i++) {
      for (String state : NOT_ENDED) {
        cancelAll(state);
      }
      TimeUnit.MILLISECONDS.sleep(PAUSE_MS);
      asked = hub.post(path("erasures"));
    }
    return asked.successful() ? awaited(asked.body().path("id").asLong()) : asked;
  }

  private void cancelAll(String state) throws InterruptedException {
    Query query = new Query().with("tenant", tenant).with("state", state).with("limit", PAGE);
    for (JsonNode job : hub.get("/v1/jobs?" + query).body().path("jobs")) {
      String id = job.path("id").asText();
      if (cancelled.add(id)) {
        var unused = hub.cancel(id);
      }
    }
  }

  private HubClient.Response awaited(long id) throws InterruptedException {
    String told = "";
    while (true) {
      HubClient.Response listed = hub.get(path("erasures"));
      if (!listed.successful()) {
        return listed;
      }
      JsonNode erasure = find(listed.body().path("erasures"), id);
      if (erasure.path("state").asText().equals("erased")) {
        return new HubClient.Response(listed.status(), erasure);
      }
      told = tell(erasure.path("trouble").asText(), told);
      TimeUnit.MILLISECONDS.sleep(PAUSE_MS);
    }
  }

  private static JsonNode find(JsonNode erasures, long id) {
    return erasures
        .valueStream()
        .filter(erasure -> erasure.path("id").asLong() == id)
        .findFirst()
        .orElseThrow();
  }

  /** What is in its way is told once. */
  private String tell(String trouble, String told) {
    if (!trouble.isEmpty() && !trouble.equals(told)) {
      errors.println("not done yet, and tried again: " + trouble);
      errors.flush();
    }
    return trouble;
  }

  private String path(String what) {
    String name = URLEncoder.encode(tenant, StandardCharsets.UTF_8).replace("+", "%20");
    return "/v1/tenants/" + name + "/" + what;
  }
}
