package io.serai.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.serai.it.CommandLine.Ended;
import io.serai.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code serai diff} tells of an edit, against running every job before and after it. */
@SuppressWarnings("NullAway.Init") // JUnit starts the hub before the first test.
class DiffTest {

  private static final int JOBS = 200;

  /** One target stands out whatever is busy, so that runs tell of policies and not of chance. */
  private static final String ROUTER =
      """
      clouds: {private: [north, south]}
      weights: {latency: 0.001, price: 0, load: 0, preference: 1}
      choices: 3
      patienceMs: 600000
      targets:
        - {name: first, endpoint: 'kamelet:sandbox-process-sink', provider: process, cloud: private,
           region: north, isolation: process, images: {python: [host], node: [host]}, capacity: 64, preference: 10}
        - {name: second, endpoint: 'kamelet:sandbox-process-sink', provider: process, cloud: private,
           region: south, isolation: process, images: {python: [host], node: [host]}, capacity: 64, preference: 0}
      """;

  private static final String RULE =
      "\nrules:\n  - name: no-walrus\n    decision: block\n    reason: out\n    contains: [walrus]\n";

  private static final String LONG =
      "\nrules:\n  - {name: long, when: {limitsAbove: {timeoutMs: 20000}}, approvers: 1, expiresAfter: P1D}\n";

  /** Of every sort many, with a number in each. */
  private static final List<String> SORTS =
      List.of(
          "{'language':'python','code':'print(%d)'}",
          "{'language':'node','code':'console.log(%d)'}",
          "{'language':'python','code':'print(\\'walrus\\', %d)'}",
          "{'language':'node','tenant':'demo','code':'console.log(\\'walrus\\', %d)'}",
          "{'language':'python','code':'# /etc/shadow %d'}",
          "{'language':'python','code':'import subprocess # %d'}",
          "{'language':'python','code':'import ctypes # %d'}",
          "{'language':'python','tenant':'demo','code':'print(%d)'}",
          "{'language':'python','tenant':'demo','code':'%d','placement':{'regions':['north']}}",
          "{'language':'python','code':'%d','placement':{'regions':['south']}}",
          "{'language':'python','code':'%d','placement':{'isolation':'gvisor'}}",
          "{'language':'python','code':'%d','limits':{'memoryMb':400}}",
          "{'language':'python','code':'%d','limits':{'timeoutMs':30000}}",
          "{'language':'python','code':'%d','limits':{'memoryMb':512}}",
          "{'language':'node','code':'%d','limits':{'memoryMb':2048}}",
          "{'language':'python','code':'print(%d, \\'x\\' * 9000)'}",
          "{'language':'python','code':'raise ValueError(%d)','priority':9}");

  private static Path directory;
  private static Path home;
  private static Path edited;
  private static StartedHub hub;
  private static List<String> ids;

  @BeforeAll
  static void start(@TempDir Path temporary) throws Exception {
    directory = temporary;
    home = temporary.resolve("home");
    edited = temporary.resolve("edited");
    for (Path each : List.of(home, edited)) {
      Homes.copy(each, ROUTER);
    }
    edit("moderation", "\nrules:\n", RULE);
    edit("moderation", "/etc/shadow", "/etc/nothing");
    edit("moderation", "ctypes", "ctypez");
    edit("router", "targets:", "residency: {demo: {regions: [south]}}\ntargets:");
    edit("approval", "\nrules:\n", LONG);
    edit("allowlist", "memoryMb: 512", "memoryMb: 450");
    hub =
        StartedHub.start(
            home, temporary.resolve("state"), Map.of("serai.objects.from-bytes", "4096"));
    ids = runAll(hub);
  }

  @AfterAll
  static void stop() {
    hub.close();
  }

  @Test
  void listsExactlyTheJobsThatFareDifferently() throws Exception {
    awaitMovedParts();
    Ended told = diff("--format", "json", "--last", "" + JOBS);
    assertThat(told.errors()).isEmpty();
    assertThat(told.code()).isEqualTo(1);
    JsonNode report = Json.MAPPER.readTree(told.out());

    Set<String> differing = new TreeSet<>();
    try (StartedHub after = StartedHub.start(edited, directory.resolve("state2"), Map.of())) {
      List<String> again = runAll(after);
      for (int i = 0; i < JOBS; i++) {
        if (!outcome(hub, ids.get(i)).equals(outcome(after, again.get(i)))) {
          differing.add(ids.get(i));
        }
      }
    }

    Set<String> listed = new TreeSet<>();
    report.path("jobs").forEach(job -> listed.add(job.path("jobId").asText()));
    assertThat(listed).isEqualTo(differing).hasSizeBetween(60, 140);
    assertThat(report.path("compared").asInt()).isEqualTo(JOBS);
    assertThat(report.path("stages").properties())
        .extracting(Map.Entry::getKey)
        .contains("moderation", "allowlist", "approval", "router");
  }

  @Test
  void saysOfEachStageWhatItSaidAndWouldSay() throws Exception {
    String text = diff().out();

    assertThat(text)
        .containsPattern("moderation +allow → refused, blocked-by-rule 'no-walrus'\n")
        .containsPattern("moderation +refused, blocked-by-rule 'password-files' → allow\n")
        .containsPattern("allowlist +granted 'everyday-code'.* → refused, limit-exceeded\n")
        .containsPattern("approval +passes → held by 'long' for 1\n")
        .containsPattern("router +first, second → second\n")
        .containsPattern(
            "now: second -?[0-9.]+; not first: region 'north' is not for tenant 'demo'")
        .containsPattern("router +first → refused, no-target\n")
        .containsPattern("\n[0-9]+ of " + JOBS + " jobs would fare differently: ");
    assertThat(diff("--tenant", "demo", "--last", "7").out())
        .contains(" of 7 jobs")
        .doesNotContain(" default ");
  }

  @Test
  void findsNoDifferenceWhereThereIsNone() throws Exception {
    Ended same = serai("diff", "--policies", home.resolve("policies").toString());

    assertThat(same.errors()).isEmpty();
    assertThat(same.out()).startsWith("none of " + JOBS + " jobs would fare differently (");
    assertThat(same.code()).isZero();
    assertThat(diff("--since", "2999-01-01T00:00:00Z").out()).startsWith("none of 0 jobs");
  }

  @Test
  void saysWhatItCannotTellAndChangesNothing() throws Exception {
    Path broken = Files.createDirectories(directory.resolve("broken"));
    Files.writeString(broken.resolve("router.yaml"), ROUTER.replace("choices: 3", "choices: many"));

    Ended ended = serai("diff", "--policies", broken.toString());
    assertThat(ended.errors()).startsWith("policies/router.yaml:3:");
    assertThat(ended.code()).isEqualTo(2);
    assertThat(diff("--last", "0").code()).isEqualTo(2);
    assertThat(serai("diff", "--policies", directory.toString()).errors()).contains("no policy");
    assertThat(hub.get("/v1/jobs?limit=500").body().split("\"acceptedAt\"", -1)).hasSize(JOBS + 1);
  }

  private static void edit(String policy, String from, String to) throws IOException {
    Path file = edited.resolve("policies/" + policy + ".yaml");
    String before = Files.readString(file);
    assertThat(before).contains(from);
    Files.writeString(file, before.replace(from, to));
  }

  private static Ended diff(String... options) throws Exception {
    List<String> command =
        new ArrayList<>(List.of("diff", "--policies", edited.resolve("policies").toString()));
    command.addAll(List.of(options));
    return serai(command.toArray(String[]::new));
  }

  private static Ended serai(String... command) throws Exception {
    List<String> whole = new ArrayList<>(List.of(command));
    whole.addAll(1, List.of("--url", hub.uri("").toString()));
    return CommandLine.run(directory, whole.toArray(String[]::new));
  }

  private static List<String> runAll(StartedHub at) throws Exception {
    ExecutorService senders = Executors.newFixedThreadPool(4);
    try {
      List<Future<String>> sent = new ArrayList<>();
      for (int i = 0; i < JOBS; i++) {
        String job = HttpCalls.quoted(SORTS.get(i % SORTS.size()).formatted(i));
        sent.add(senders.submit(() -> run(at, job)));
      }
      List<String> sentIds = new ArrayList<>();
      for (Future<String> each : sent) {
        sentIds.add(each.get());
      }
      return sentIds;
    } finally {
      senders.shutdownNow();
    }
  }

  private static String run(StartedHub at, String job) throws Exception {
    JsonNode answer = Json.MAPPER.readTree(at.post("/execute", job).body());
    String id = answer.findPath("jobId").asText();
    assertThat(id).as(answer.toString()).isNotEmpty();
    return id;
  }

  /** What became of a job: its state, the verdict, the place, and what refused it. */
  private static String outcome(StartedHub at, String id) throws Exception {
    JsonNode job = Json.MAPPER.readTree(at.get("/v1/jobs/" + id).body());
    return String.join(
        " ",
        job.path("state").asText(),
        job.at("/result/verdict/decision").asText(),
        job.at("/result/verdict/rule").asText(),
        job.at("/result/placement/target").asText(),
        job.at("/result/reason/code").asText(),
        job.at("/result/reason/rule").asText());
  }

  private static void awaitMovedParts() {
    Awaitility.await()
        .until(
            () -> {
              Path objects = directory.resolve("state/objects");
              if (Files.notExists(objects)) {
                return false;
              }
              try (Stream<Path> files = Files.walk(objects)) {
                return files.anyMatch(Files::isRegularFile);
              }
            });
  }
}
