package io.serai.traces;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.serai.fleet.Choice;
import io.serai.fleet.Decision;
import io.serai.fleet.Place;
import io.serai.fleet.Score;
import io.serai.job.Grant;
import io.serai.job.Isolation;
import io.serai.job.Job;
import io.serai.job.Placement;
import io.serai.job.Result;
import io.serai.job.Sha256;
import io.serai.job.Timing;
import io.serai.json.Json;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the digests of two walks of a job tell apart, and what they do not. */
class StageDigestsTest {

  private static final String JOB =
      """
      {"id": "01a1fcd7-0000-7000-8000-000000000001", "tenant": "demo", "kind": "code",
       "idempotencyKey": "k", "notBefore": "2026-11-21T12:00:00Z",
       "language": "python", "code": "print(1)", "files": [{"path": "a", "content": "AAEC"}],
       "limits": {"timeoutMs": 1, "cpuMs": 1, "memoryMb": 1, "diskMb": 1, "fileMb": 1, "pids": 1,
         "openFiles": 1, "outputBytes": 1},
       "network": "none", "placement": {"clouds": [], "regions": []}, "priority": 5,
       "labels": {"a": "1", "b": "2", "c": "3"}}
      """;
  private static final String RESULT =
      """
      {"jobId": "01a1fcd7-0000-7000-8000-000000000001", "status": "succeeded", "stdout": "1\\n",
       "stderr": "", "truncated": false, "images": [],
       "usage": {"wallMs": 1, "cpuMs": 1, "memoryPeakBytes": 1},
       "cost": {"amount": 0.5, "currency": "USD", "charges": []},
       "verdict": {"decision": "ALLOW"},
       "placement": {"target": "aws", "cloud": "aws", "region": "here", "provider": "process",
         "image": "host", "isolation": "process", "node": "n1"},
       "timings": [], "traceId": "0af7651916cd43dd8448eb211c80319c", "labels": {}}
      """;
  private static final String CANONICAL_JOB =
      "{'idempotent':false,'atMostOnce':false,'tenant':'demo','kind':'code','language':'python',"
          .concat("'code':'print(1)','files':[{'path':'a','content':'AAEC'}],'limits':{")
          .concat("'timeoutMs':1,'cpuMs':1,'memoryMb':1,'diskMb':1,'fileMb':1,'pids':1,")
          .concat("'openFiles':1,'outputBytes':1},'network':'none','placement':{'clouds':[],")
          .concat("'regions':[],'mode':'one'},'priority':5,'labels':{'a':'1','b':'2','c':'3'}}")
          .replace('\'', '"');
  private static final int JOB_ITSELF = 0;
  private static final int MODERATION = 1;
  private static final int ALLOWLIST = 2;
  private static final int APPROVAL = 3;
  private static final int ROUTER = 4;
  private static final int RECIPIENTS = 5;

  private ObjectNode job = Json.MAPPER.createObjectNode();
  private ObjectNode result = Json.MAPPER.createObjectNode();
  private Grant grant = new Grant("everyday", Set.of("host", "python-3.11"), Set.of("process"));
  private boolean approved;
  private List<Placement> places = List.of(place("aws", "n1"), place("gcp", "n2"));
  private String lastOutcome = "ok";

  @BeforeEach
  void read() throws Exception {
    job = (ObjectNode) Json.read(JOB);
    result = (ObjectNode) Json.read(RESULT);
  }

  @Test
  void beginWithTheJobAndGrowByWhatEachStageConcludes() throws Exception {
    List<String> digests = digests();

    assertThat(digests).hasSize(RECIPIENTS + 1);
    assertThat(digests.get(APPROVAL)).as("nobody had to approve").isEqualTo(digests.get(ALLOWLIST));
    assertThat(Set.copyOf(digests)).as("every other stage adds something").hasSize(RECIPIENTS);
  }

  @ParameterizedTest
  @ValueSource(strings = {"id", "idempotencyKey", "notBefore", "deadline", "session"})
  void doNotDependOnTheNamesAndTimesOfAJob(String field) throws Exception {
    List<String> before = digests();
    String other =
        switch (field) {
          case "idempotencyKey" -> "other";
          case "notBefore", "deadline" -> "2027-01-01T00:00:00Z";
          default -> "01a1fcd7-0000-7000-8000-00000000000f";
        };

    job.put(field, other);

    assertThat(digests()).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(strings = {"tenant", "code", "stdin", "kind"})
  void dependOnTheContentOfAJob(String field) throws Exception {
    List<String> before = digests();

    job.put(field, "other");

    assertDiffer(before, JOB_ITSELF);
  }

  @Test
  void dependOnTheFilesOfAJob() throws Exception {
    List<String> before = digests();

    ((ObjectNode) job.path("files").get(0)).put("content", "AAED");

    assertDiffer(before, JOB_ITSELF);
  }

  /** In another process, maps and sets of the same content have another order. */
  @Test
  void areOfATextThatIsTheSameInEveryProcess() throws Exception {
    assertThat(digests().get(JOB_ITSELF))
        .isEqualTo(Sha256.hex(CANONICAL_JOB.getBytes(StandardCharsets.UTF_8)));
    MessageDigest granted = Sha256.begin();
    granted.update(HexFormat.of().parseHex(digests().get(MODERATION)));
    granted.update(
        "[\"everyday\",[\"host\",\"python-3.11\"],[\"process\"]]".getBytes(StandardCharsets.UTF_8));
    assertThat(digests().get(ALLOWLIST)).isEqualTo(Sha256.hex(granted));
  }

  @Test
  void showWhatModerationSaid() throws Exception {
    List<String> before = digests();

    result.putObject("verdict").put("decision", "FLAG").put("rule", "r").put("reason", "r");

    assertDiffer(before, MODERATION);
  }

  @Test
  void showWhatTheAllowlistGranted() throws Exception {
    List<String> before = digests();

    grant = new Grant("everyday", Set.of("host"), Set.of("process"));

    assertDiffer(before, ALLOWLIST);
  }

  @Test
  void showThatSomebodyApproved() throws Exception {
    List<String> before = digests();

    approved = true;

    assertDiffer(before, APPROVAL);
  }

  @Test
  void showToWhichTargetAJobWasSent() throws Exception {
    List<String> before = digests();

    places = List.of(place("gcp", "n2"), place("aws", "n1"));

    assertDiffer(before, ROUTER);
  }

  @Test
  void doNotDependOnTheNodeNorOnWhereElseItMightHaveGone() throws Exception {
    List<String> before = digests();

    places = List.of(place("aws", "n3"), place("azure", "n4"));
    ((ObjectNode) result.path("placement")).put("node", "n3");

    assertThat(digests()).isEqualTo(before);
  }

  @Test
  void showEveryPlaceOfAJobThatGoesToSeveralInWhateverOrder() throws Exception {
    ((ObjectNode) job.path("placement")).put("mode", "all");
    List<String> before = digests();

    places = List.of(place("gcp", "n2"), place("aws", "n1"));
    assertThat(digests()).isEqualTo(before);
    places = List.of(place("azure", "n2"), place("aws", "n1"));
    assertDiffer(before, ROUTER);
  }

  @ParameterizedTest
  @ValueSource(strings = {"status", "stdout", "stderr", "value", "signal"})
  void showWhatTheRunCameTo(String field) throws Exception {
    List<String> before = digests();

    result.put(field, field.equals("status") ? "failed" : "other");

    assertDiffer(before, RECIPIENTS);
  }

  @Test
  void doNotDependOnWhatTheRunUsedAndCost() throws Exception {
    List<String> before = digests();

    result.putObject("usage").put("wallMs", 9).put("cpuMs", 9).put("memoryPeakBytes", 9);
    ((ObjectNode) result.path("cost")).put("amount", 9);

    assertThat(digests()).isEqualTo(before);
  }

  @Test
  void showWhyAStageRefused() throws Exception {
    lastOutcome = "refused";
    ObjectNode reason = result.putObject("reason");
    reason.put("stage", "sandbox").put("code", "full").put("rule", "full").put("message", "now");
    List<String> before = digests();

    reason.put("message", "a moment later");
    assertThat(digests()).isEqualTo(before);
    reason.put("code", "gone");
    assertDiffer(before, RECIPIENTS);
  }

  private List<String> digests() throws Exception {
    List<Choice> choices =
        places.stream()
            .map(each -> new Choice(each, "any", null, Score.NONE, Place.FORGETFUL, null))
            .toList();
    Conclusions walk =
        new Conclusions(
            Json.MAPPER.treeToValue(job, Job.class),
            grant,
            approved,
            new Decision("any", choices, List.of(), 1),
            Json.MAPPER.treeToValue(result, Result.class));
    byte[] all =
        StageDigests.of(
            walk,
            List.of(
                new Timing("moderation", 1, 2, "ok"),
                new Timing("allowlist", 1, 2, "ok"),
                new Timing("approval", 1, 2, "ok"),
                new Timing("router", 1, 2, "ok"),
                new Timing("recipients", 1, 2, lastOutcome)));
    return IntStream.range(0, all.length / 32)
        .mapToObj(i -> HexFormat.of().formatHex(all, 32 * i, 32 * i + 32))
        .toList();
  }

  private void assertDiffer(List<String> before, int from) throws Exception {
    List<String> now = digests();
    assertThat(now.subList(0, from)).isEqualTo(before.subList(0, from));
    for (int i = from; i < now.size(); i++) {
      assertThat(now.get(i)).as("digest %d", i).isNotEqualTo(before.get(i));
    }
  }

  private static Placement place(String target, String node) {
    return new Placement(target, target, "here", "process", "host", Isolation.PROCESS, node);
  }
}
