package io.serai.hub;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.serai.fleet.Decision;
import io.serai.hub.trial.Departures;
import io.serai.job.Cost;
import io.serai.job.JobId;
import io.serai.job.Lease;
import io.serai.job.Result;
import io.serai.job.Walk;
import io.serai.json.Json;
import io.serai.store.Acceptance;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.camel.Exchange;

/** What a stage left, as JSON. */
record StageOutput(String route, Stores stores, Exchange ended, Departures departures) {

  /** What stages leave beside the body, by the words of tests. */
  private static final Map<String, String> LEFT =
      Map.of("verdict", Walk.VERDICT, "grant", Walk.GRANT, "placement", Walk.PLACEMENT);

  private static final Duration WRITTEN_WITHIN = Duration.ofSeconds(5);
  private static final long PAUSE_MS = 20;

  ObjectNode read() throws InterruptedException {
    ObjectNode out = Json.MAPPER.createObjectNode();
    LEFT.forEach(
        (name, property) -> out.set(name, Json.MAPPER.valueToTree(ended.getProperty(property))));
    Decision decision = ended.getProperty(Walk.DECISION, Decision.class);
    if (decision != null) {
      out.set("chosen", Json.MAPPER.valueToTree(decision.choices().get(0)));
    }
    if (route.equals("recipients")) {
      JobId id = ended.getProperty(Walk.LEASE, Lease.class).job().id();
      out.put("mayRunStill", stores.placements().open(id).isPresent());
    }
    Object body = ended.getMessage().getBody();
    if (body instanceof Acceptance acceptance) {
      out.put("acceptance", acceptance.getClass().getSimpleName().toLowerCase(Locale.ROOT));
    } else if (body instanceof Result result) {
      out.set("result", Json.MAPPER.valueToTree(result));
      stored(out);
    } else {
      out.set("body", Json.MAPPER.valueToTree(body));
    }
    sent(out);
    return out;
  }

  private void stored(ObjectNode out) throws InterruptedException {
    JobId id = ended.getProperty(Walk.LEASE, Lease.class).job().id();
    stores.jobs().find(id).ifPresent(view -> out.put("state", view.state()));
    if (isAbout("trace")) {
      List<String> stages =
          soon(() -> stores.traces().steps(id)).stream()
              .map(step -> step.timing().stage())
              .toList();
      out.set("steps", Json.MAPPER.valueToTree(stages));
    }
    if (isAbout("cost")) {
      List<String> kinds =
          soon(() -> stores.costs().charges(id)).stream().map(Cost.Charge::kind).toList();
      out.set("charges", Json.MAPPER.valueToTree(kinds));
    }
  }

  private boolean isAbout(String record) {
    return route.equals(record + "s") || route.equals("kamelet:record-" + record + "-action");
  }

  /** What is written a moment later. */
  private static <T> List<T> soon(Supplier<List<T>> read) throws InterruptedException {
    long end = System.nanoTime() + WRITTEN_WITHIN.toNanos();
    List<T> found = read.get();
    while (found.isEmpty() && System.nanoTime() < end) {
      TimeUnit.MILLISECONDS.sleep(PAUSE_MS);
      found = read.get();
    }
    return found;
  }

  private void sent(ObjectNode out) {
    departures
        .first()
        .ifPresent(
            each -> {
              out.put("sentTo", each.step());
              ObjectNode headers = out.putObject("headers");
              each.message()
                  .getHeaders()
                  .forEach((name, value) -> headers.put(name, String.valueOf(value)));
            });
  }
}
