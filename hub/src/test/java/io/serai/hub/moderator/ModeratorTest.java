package io.serai.hub.moderator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.serai.hub.TestPolicies;
import io.serai.hub.secret.Secrets;
import io.serai.job.Finding;
import io.serai.job.Job;
import io.serai.job.Refused;
import io.serai.job.Verdict;
import io.serai.job.Verdict.Decision;
import io.serai.job.Walk;
import io.serai.json.Json;
import io.serai.moderation.ModerationProcessor;
import io.serai.moderation.Moderations;
import io.serai.moderation.model.BgeEmbedder;
import io.serai.moderation.model.Models;
import io.serai.policy.ModerationPolicy;
import io.serai.policy.Policies;
import io.serai.policy.TrialPolicy;
import io.serai.policy.WalkPolicies;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.component.kamelet.KameletComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The route and the kamelet as they are, and a moderator on loopback that is good or bad. */
@SuppressWarnings("NullAway.Init") // JUnit makes the directory before each test.
@Timeout(60)
class ModeratorTest {

  private static final Path HOME = Path.of(System.getProperty("serai.home"));
  private static final String ID = "00000000-0000-7000-8000-00000000abcd";
  private static final String JOB =
      """
      {"id": "%s", "tenant": "acme-corp", "kind": "code", "language": "python", "code": "pass",
       "stdin": "Good morning to everybody", "files": [],
       "limits": {"timeoutMs": 1, "cpuMs": 1, "memoryMb": 1, "diskMb": 1, "fileMb": 1,
         "pids": 1, "openFiles": 1, "outputBytes": 1},
       "network": "none", "placement": {"clouds": [], "regions": []}, "priority": 5,
       "labels": {"owner": "ada"}}
      """
          .formatted(ID);
  private static final String ANSWER =
      """
      {"id": "modr-1", "model": "m", "results": [{"flagged": %s,
        "categories": {"violence": %s, "hate/threatening": false},
        "category_scores": {"violence": %s, "hate/threatening": 0.01}}]}
      """;
  private static final String HARMLESS = ANSWER.formatted("false", "false", "0.1");
  private static final String VIOLENT = ANSWER.formatted("true", "true", "0.9");

  @TempDir private Path directory;
  private final DefaultCamelContext camel = new DefaultCamelContext();
  private Policies inForce;

  @AfterEach
  void stop() {
    camel.stop();
  }

  /** A way to fail, whoever is asked. */
  private interface Failing {
    TestModerator open() throws IOException;
  }

  private record Way(String name, Failing moderator) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Way> ways() {
    return Stream.of(
        new Way("says nothing", TestModerator::silent),
        new Way("does not end its answer", TestModerator::endless),
        new Way("fails", () -> TestModerator.answering(500, HARMLESS)),
        new Way("has had too much", () -> TestModerator.answering(429, "{}")),
        new Way("is somebody else", () -> TestModerator.answering(200, "<html>good morning")),
        new Way("answers nothing", () -> TestModerator.answering(200, "{\"results\": []}")),
        new Way("gives no scores", () -> TestModerator.answering(200, "{\"results\": [{}]}")),
        new Way(
            "gives wrong scores",
            () -> TestModerator.answering(200, ANSWER.formatted("false", "false", "7"))),
        new Way("sends elsewhere", () -> TestModerator.answering(302, "{}")));
  }

  @ParameterizedTest
  @MethodSource("ways")
  void isOpenOrClosedWhenTheModerator(Way way) throws Exception {
    try (TestModerator moderator = way.moderator().open()) {
      start(moderator.url(), "allow", "");
      Verdict open = verdict(send());
      assertThat(open.decision()).isEqualTo(Decision.ALLOW);
      assertThat(open.findings())
          .extracting(Finding::detector, Finding::category)
          .containsExactly(
              org.assertj.core.api.Assertions.tuple("external-moderator", "unmoderated"));
      assertThat(moderator.asked()).hasSize(1);
    }
  }

  @ParameterizedTest
  @MethodSource("ways")
  void refusesWhenThePolicyIsToFailClosedAndTheModerator(Way way) throws Exception {
    try (TestModerator moderator = way.moderator().open()) {
      start(moderator.url(), "block", "");
      Exchange ended = send();
      assertThat(ended.getException()).isInstanceOf(Refused.class);
      assertThat(((Refused) ended.getException()).reason().rule()).isEqualTo("external-moderator");
    }
  }

  @Test
  void flagsWhatAClosedPortLeavesUnread() throws Exception {
    int closed;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      closed = socket.getLocalPort();
    }
    start("http://127.0.0.1:" + closed, "flag", "");

    Verdict verdict = verdict(send());

    assertThat(verdict.decision()).isEqualTo(Decision.FLAG);
    assertThat(verdict.reason()).isEqualTo("the external moderator has not read all of it");
  }

  @Test
  void failsWithoutItsKeyAndSendsNothing() throws Exception {
    try (TestModerator moderator = TestModerator.answering(200, HARMLESS)) {
      start(moderator.url(), "flag", "", "env:NOBODY");

      assertThat(verdict(send()).decision()).isEqualTo(Decision.FLAG);
      assertThat(moderator.asked()).isEmpty();
    }
  }

  @Test
  void sendsTheTextsAndTheKeyAndNothingElse() throws Exception {
    try (TestModerator moderator = TestModerator.answering(200, HARMLESS)) {
      start(moderator.url(), "block", "");

      assertThat(verdict(send())).isEqualTo(Verdict.ALLOW);

      TestModerator.Asked asked = moderator.asked().get(0);
      JsonNode body = Json.MAPPER.readTree(asked.body());
      assertThat(asked.method() + " " + asked.path()).isEqualTo("POST /v1/moderations");
      assertThat(body.properties()).extracting(Map.Entry::getKey).containsExactly("model", "input");
      assertThat(body.path("input").toString()).isEqualTo("[\"Good morning to everybody\"]");
      assertThat(asked.headers().get("Authorization")).containsExactly("Bearer k-1");
      assertThat(asked.headers().get("Content-type")).containsExactly("application/json");
      assertThat(asked.headers().toString()).doesNotContain(ID, "acme", "ada", "k-2");
    }
  }

  @Test
  void letsWhatItFindsJoinTheVerdict() throws Exception {
    try (TestModerator moderator = TestModerator.answering(200, VIOLENT)) {
      start(moderator.url(), "block", "");

      Verdict verdict = verdict(send());

      assertThat(verdict.decision()).isEqualTo(Decision.FLAG);
      assertThat(verdict.rule()).isEqualTo("external-moderator");
      Finding finding = verdict.findings().get(0);
      assertThat(finding.category()).isEqualTo("violence");
      assertThat(finding.score()).isEqualTo(0.9);
      assertThat(finding.field()).isEqualTo("stdin");
    }
  }

  @Test
  void goesByTheThresholdsOfThePolicy() throws Exception {
    try (TestModerator moderator = TestModerator.answering(200, VIOLENT)) {
      start(moderator.url(), "block", "thresholds: { violence: 0.95 }");

      assertThat(verdict(send()).decision()).isEqualTo(Decision.ALLOW);
    }
  }

  @Test
  void asksNobodyMoreThanAFewTimesInVain() throws Exception {
    try (TestModerator moderator = TestModerator.answering(500, "{}")) {
      start(moderator.url(), "flag", "", "env:KEY");
      for (int i = 0; i < 30; i++) {
        assertThat(verdict(send()).decision()).isEqualTo(Decision.FLAG);
      }
      assertThat(moderator.asked()).hasSize(20);
    }
  }

  @Test
  void leavesTheJobForTheNextStage() throws Exception {
    try (TestModerator moderator = TestModerator.answering(200, HARMLESS)) {
      start(moderator.url(), "block", "");

      assertThat(send().getMessage().getBody()).isEqualTo(Json.MAPPER.readValue(JOB, Job.class));
    }
  }

  private void start(String url, String onFailure, String more) throws Exception {
    start(url, onFailure, more, "env:KEY");
  }

  private void start(String url, String onFailure, String more, String key) throws Exception {
    Path file = directory.resolve("moderation.yaml");
    Files.writeString(
        file,
        """
        rules: []
        external:
          endpoint: kamelet:moderation-openai-action
          parameters: { key: "%s", url: "%s", timeoutMs: "1000" }
          decision: flag
          reason: somebody objects
          onFailure: %s
          %s
        """
            .formatted(key, url, onFailure, more));
    ModerationPolicy policy = TrialPolicy.moderation(file, HOME.resolve("policies"));
    Models models = new Models(HOME.resolve("models"), new BgeEmbedder());
    inForce = TestPolicies.with(HOME, policy);
    Moderations moderations = new Moderations(models);
    camel.getRegistry().bind("moderation", new ModerationProcessor(moderations));
    camel.getRegistry().bind("joinOpinions", new JoinOpinions(moderations));
    camel.getRegistry().bind("secrets", Secrets.local(name -> name.equals("KEY") ? "k-1" : null));
    camel.getRegistry().bind("problemResponse", (Processor) exchange -> {});
    camel.getComponent("kamelet", KameletComponent.class).setLocation("file:" + HOME + "/kamelets");
    for (String route : List.of("errors.camel.yaml", "20-moderation/moderation.camel.yaml")) {
      PluginHelper.getRoutesLoader(camel)
          .loadRoutes(ResourceHelper.resolveResource(camel, "file:" + HOME + "/routes/" + route));
    }
    camel.start();
  }

  @Test
  void hasItsWordOnAJobThatRunsAgainUnderPoliciesWithoutIt() throws Exception {
    try (TestModerator moderator = TestModerator.answering(200, VIOLENT)) {
      start(moderator.url(), "allow", "", "env:KEY");
      Policies before =
          TestPolicies.with(HOME, new ModerationPolicy(List.of(), List.of(), Map.of(), null));

      Exchange ended = send(new WalkPolicies(before, inForce));

      assertThat(verdict(ended).decision()).isEqualTo(Decision.ALLOW);
      assertThat(ended.getProperty(Walk.VERDICT_NOW, Verdict.class).decision())
          .isEqualTo(Decision.FLAG);
    }
  }

  private Exchange send() throws Exception {
    return send(WalkPolicies.of(inForce));
  }

  private Exchange send(WalkPolicies policies) throws Exception {
    Exchange exchange = new DefaultExchange(camel);
    exchange.setProperty(Walk.POLICIES, policies);
    exchange.getMessage().setBody(Json.MAPPER.readValue(JOB, Job.class));
    exchange.getMessage().setHeader("secret", "k-2");
    return camel.createProducerTemplate().send("direct:moderation", exchange);
  }

  private static Verdict verdict(Exchange ended) throws Exception {
    if (ended.getException() != null) {
      throw ended.getException();
    }
    return ended.getProperty(Walk.VERDICT, Verdict.class);
  }
}
