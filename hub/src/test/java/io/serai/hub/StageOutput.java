package io.serai.hub;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.serai.fleet.Decision;
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
import java.util.concurrent.Callable;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.component.mock.MockEndpoint;
import org.awaitility.Awaitility;

/** What a stage left, as JSON. */
record StageOutput(String route, Stores stores, Exchange ended, CamelContext context) {

  private static final Duration WRITTEN_WITHIN = Duration.ofSeconds(5);

  ObjectNode read() {
    ObjectNode out = Json.MAPPER.createObjectNode();
    for (String name : List.of("verdict", "grant", "placement")) {
      out.set(name, Json.MAPPER.valueToTree(ended.getProperty(StartedStages.property(name))));
    }
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

  private void stored(ObjectNode out) {
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
  private static <T> List<T> soon(Callable<List<T>> read) {
    return Awaitility.await().atMost(WRITTEN_WITHIN).until(read, found -> !found.isEmpty());
  }

  private void sent(ObjectNode out) {
    context.getEndpoints().stream()
        .filter(MockEndpoint.class::isInstance)
        .map(MockEndpoint.class::cast)
        .filter(mock -> mock.getReceivedCounter() > 0)
        .forEach(
            mock -> {
              out.put("sentTo", mock.getName());
              ObjectNode headers = out.putObject("headers");
              mock.getExchanges()
                  .get(0)
                  .getMessage()
                  .getHeaders()
                  .forEach((name, value) -> headers.put(name, String.valueOf(value)));
            });
  }
}
