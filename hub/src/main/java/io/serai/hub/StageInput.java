package io.serai.hub;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.serai.access.Principal;
import io.serai.fleet.Choice;
import io.serai.fleet.Decision;
import io.serai.fleet.Place;
import io.serai.fleet.Score;
import io.serai.intake.RawMessage;
import io.serai.job.Grant;
import io.serai.job.Job;
import io.serai.job.JobId;
import io.serai.job.Lease;
import io.serai.job.Placement;
import io.serai.job.Reason;
import io.serai.job.Refused;
import io.serai.job.Reply;
import io.serai.job.Result;
import io.serai.job.Status;
import io.serai.job.Submission;
import io.serai.job.Timeline;
import io.serai.job.Verdict;
import io.serai.job.Walk;
import io.serai.json.Json;
import io.serai.policy.Policies;
import io.serai.policy.PolicyStore;
import io.serai.policy.PolicyTexts;
import io.serai.policy.WalkPolicies;
import io.serai.sandbox.RunResult;
import io.serai.store.Acceptance;
import io.serai.store.Outbox;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.camel.Exchange;

/** What a test gives to a stage; what it leaves out is filled in with something harmless. */
record StageInput(Stores stores, PolicyStore policies, URI echoNode, JsonNode in) {

  private static final String JOB =
      """
      {"tenant": "default", "kind": "code", "language": "python", "code": "print(1)", "files": [],
       "limits": {"timeoutMs": 1000, "cpuMs": 1000, "memoryMb": 128, "diskMb": 64, "fileMb": 32,
         "pids": 16, "openFiles": 64, "outputBytes": 1000},
       "network": "none", "placement": {"clouds": [], "regions": []}, "priority": 5, "labels": {}}
      """;
  private static final String RUN =
      """
      {"status": "succeeded", "exitCode": 0, "stdout": "", "stderr": "", "truncated": false,
       "report": {"images": []}, "artifacts": [], "usage": {"wallMs": 1000, "cpuMs": 1000, "memoryPeakBytes": 1073741824}}
      """;
  private static final String RESULT =
      """
      {"status": "succeeded", "stdout": "", "stderr": "", "truncated": false, "images": [],
       "usage": {"wallMs": 1, "cpuMs": 1, "memoryPeakBytes": 1},
       "cost": {"amount": 0, "currency": "USD", "charges": []},
       "timings": [], "traceId": "0af7651916cd43dd8448eb211c80319c", "labels": {}}
      """;

  void apply(Exchange exchange) throws Exception {
    Lease lease = lease();
    exchange.setProperty(Walk.LEASE, lease);
    exchange.setProperty(Walk.POLICIES, walkPolicies());
    exchange.setProperty(Walk.TIMELINE, new Timeline(System.nanoTime()));
    if (in.has("verdict")) {
      exchange.setProperty(
          Walk.VERDICT, Json.MAPPER.treeToValue(in.path("verdict"), Verdict.class));
    }
    if (in.has("verdictNow")) {
      exchange.setProperty(
          Walk.VERDICT_NOW, Json.MAPPER.treeToValue(in.path("verdictNow"), Verdict.class));
    }
    if (in.has("grant")) {
      exchange.setProperty(Walk.GRANT, Json.MAPPER.treeToValue(in.path("grant"), Grant.class));
    }
    if (in.has("placement")) {
      exchange.setProperty(
          Walk.PLACEMENT, Json.MAPPER.treeToValue(in.path("placement"), Placement.class));
    }
    if (in.has("chosen")) {
      exchange.setProperty(Walk.DECISION, decision(in.path("chosen")));
    }
    if (in.has("failure")) {
      exchange.setProperty(
          Walk.FAILURE, new Refused(Json.MAPPER.treeToValue(in.path("failure"), Reason.class)));
    }
    exchange.getMessage().setBody(body(lease.job()));
  }

  /** Those in force; where the job ran before, with the files that were other ones then. */
  private WalkPolicies walkPolicies() throws Exception {
    Policies inForce = policies.current();
    if (!in.has("ranUnder")) {
      return WalkPolicies.of(inForce);
    }
    Map<String, String> files = new HashMap<>(inForce.texts().files());
    in.path("ranUnder")
        .properties()
        .forEach(each -> files.put(each.getKey(), each.getValue().asText()));
    return new WalkPolicies(policies.load(PolicyTexts.of(files)), inForce);
  }

  private Decision decision(JsonNode chosen) throws Exception {
    Placement placement = Json.MAPPER.treeToValue(chosen.path("placement"), Placement.class);
    String node = placement.node();
    Choice choice =
        new Choice(
            placement,
            chosen.path("endpoint").asText(),
            node == null ? null : address(node),
            Score.NONE,
            Place.FORGETFUL,
            null);
    return new Decision("default", List.of(choice), List.of(), 1_000);
  }

  /** Of the node that prints its program, or of one that is not there. */
  private URI address(String node) {
    return node.equals("echo") ? echoNode : URI.create("http://127.0.0.1:1");
  }

  private Lease lease() throws Exception {
    ObjectNode job = merged(JOB, in.path("job"));
    job.put("id", UUID.randomUUID().toString());
    Submission submission =
        new Submission(
            Json.MAPPER.treeToValue(job, Job.class),
            "local",
            "http",
            null,
            "0af7651916cd43dd8448eb211c80319c",
            null,
            Instant.now());
    return ((Acceptance.Leased) stores.jobs().accept(submission, true).join()).lease();
  }

  private Object body(Job job) throws Exception {
    if (in.has("message")) {
      JsonNode message = in.path("message");
      String text = message.isTextual() ? message.asText() : message.toString();
      return new RawMessage(
          Principal.LOCAL,
          "http",
          text.getBytes(StandardCharsets.UTF_8),
          in.path("contentType").asText("application/json"),
          Map.of(),
          null,
          null);
    }
    if (in.has("run")) {
      return Json.MAPPER.treeToValue(merged(RUN, in.path("run")), RunResult.class);
    }
    if (in.has("result")) {
      ObjectNode result = merged(RESULT, in.path("result"));
      result.put("jobId", job.id().toString());
      return Json.MAPPER.treeToValue(result, Result.class);
    }
    if (in.has("reply")) {
      Reply reply = Json.MAPPER.treeToValue(in.path("reply"), Reply.class);
      return new Outbox.Entry(
          1,
          new JobId(UUID.randomUUID()),
          "default",
          reply.transport(),
          reply,
          "{}".getBytes(StandardCharsets.UTF_8),
          1,
          Instant.now(),
          new Outbox.Answered("0".repeat(31) + "1", null, Status.SUCCEEDED, Duration.ZERO));
    }
    return in.has("text") ? in.path("text").asText() : job;
  }

  private static ObjectNode merged(String base, JsonNode over) throws Exception {
    ObjectNode tree = (ObjectNode) Json.MAPPER.readTree(base);
    return over.isMissingNode() ? tree : Json.MAPPER.readerForUpdating(tree).readValue(over);
  }
}
