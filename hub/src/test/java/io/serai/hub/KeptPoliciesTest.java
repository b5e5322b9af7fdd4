package io.serai.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.serai.hub.config.ConfigReader;
import io.serai.hub.config.HubConfig;
import io.serai.hub.embedded.PostgresServer;
import io.serai.hub.policy.KeptPolicies;
import io.serai.hub.policy.PoliciesProcessor;
import io.serai.job.Job;
import io.serai.job.Lease;
import io.serai.job.Refused;
import io.serai.job.Submission;
import io.serai.job.Verdict;
import io.serai.job.Walk;
import io.serai.json.Json;
import io.serai.moderation.ModerationProcessor;
import io.serai.moderation.Moderations;
import io.serai.moderation.model.BgeEmbedder;
import io.serai.moderation.model.Models;
import io.serai.policy.Policies;
import io.serai.policy.PolicyException;
import io.serai.policy.PolicyStore;
import io.serai.policy.WalkPolicies;
import io.serai.store.LargeParts;
import io.serai.store.Version;
import io.serai.store.VersionStore.Coming;
import io.serai.store.VersionStore.How;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Policies that are edited, and jobs that run again under those of before. */
@SuppressWarnings("NullAway.Init") // JUnit starts the database before the first test.
class KeptPoliciesTest {

  private static final Path HOME = Path.of(System.getProperty("serai.home"));
  private static final String NO_ONES =
      "rules:\n  - name: no-ones\n    decision: block\n    reason: ones are out\n    contains: [print(1)]\n";
  private static final String JOB =
      """
      {"id": "00000000-0000-7000-8000-00000000abcd", "tenant": "default", "kind": "code",
       "language": "python", "code": "print(1)", "files": [],
       "limits": {"timeoutMs": 1, "cpuMs": 1, "memoryMb": 1, "diskMb": 1, "fileMb": 1,
         "pids": 1, "openFiles": 1, "outputBytes": 1},
       "network": "none", "placement": {"clouds": [], "regions": []}, "priority": 5,
       "labels": {}}
      """;

  private static PostgresServer server;
  private static Stores stores;

  @TempDir private Path home;
  private PolicyStore policies;
  private KeptPolicies kept;

  @BeforeAll
  static void open(@TempDir Path state) throws Exception {
    HubConfig config =
        new ConfigReader().settings(Map.of("serai.state", state.toString())).read(HOME);
    server = PostgresServer.start(state);
    stores = Stores.open(config.database(), server.jdbcUrl(), config.run(), LargeParts.none());
  }

  @AfterAll
  static void close() {
    stores.close();
    server.close();
  }

  @BeforeEach
  void load() throws Exception {
    for (String folder : List.of("policies", "policies/schema", "kamelets")) {
      Files.createDirectories(home.resolve(folder));
      try (Stream<Path> files = Files.list(HOME.resolve(folder)).filter(Files::isRegularFile)) {
        for (Path file : (Iterable<Path>) files::iterator) {
          Files.copy(file, home.resolve(folder).resolve(file.getFileName().toString()));
        }
      }
    }
    policies = new PolicyStore(TestPolicies.loader(home));
    kept = new KeptPolicies(policies, stores.versions());
    keep(policies.current());
  }

  @Test
  void judgesAJobThatRunsAgainByThePoliciesItRanUnderAndByThoseInForce() throws Exception {
    Policies before = policies.current();
    edit("moderation", strict());

    Exchange same = walk(before.digest());
    assertThat(same.getProperty(Walk.POLICIES, WalkPolicies.class).deciding().digest())
        .isEqualTo(before.digest());
    Refused refused = moderate(same);
    assertThat(refused).isNotNull();
    assertThat(refused.reason().message())
        .startsWith("by the policies in force now, job is blocked by rule 'no-ones'");
    assertThat(decision(same)).isEqualTo(Verdict.Decision.ALLOW);

    Exchange current = walk(null);
    assertThat(moderate(current)).isNotNull();
    assertThat(decision(current)).isEqualTo(Verdict.Decision.BLOCK);
  }

  @Test
  void givesAJobTheOldVerdictWhereTheNewOneIsMilder() throws Exception {
    String mild = text("moderation");
    edit("moderation", strict());
    Policies strict = policies.current();
    keep(strict);
    edit("moderation", mild);

    Exchange same = walk(strict.digest());
    assertThat(moderate(same)).hasMessageStartingWith("job is blocked by rule 'no-ones'");
    assertThat(decision(same)).isEqualTo(Verdict.Decision.BLOCK);

    Exchange current = walk(null);
    assertThat(moderate(current)).isNull();
    assertThat(decision(current)).isEqualTo(Verdict.Decision.ALLOW);
  }

  @Test
  void refusesPoliciesThatWereNeverKept() {
    Refused refused = catchThrowableOfType(Refused.class, () -> kept.load("ab".repeat(32)));

    assertThat(refused.reason().code()).isEqualTo("policies-not-kept");
    assertThat(refused).hasMessageStartingWith("policies 'abababababab' are not kept; ");
  }

  @Test
  void refusesPoliciesThatNameWhatIsGone() throws Exception {
    String before = policies.current().digest();
    String router = text("router");
    edit("router", router.substring(0, router.indexOf("  - name: local-gvisor")));
    assertThat(kept.load(before).digest()).isEqualTo(before);
    Files.delete(home.resolve("kamelets/sandbox-gvisor-sink.kamelet.yaml"));

    PolicyException outdated = catchThrowableOfType(PolicyException.class, () -> kept.load(before));
    assertThat(KeptPolicies.outdated(before, outdated, true))
        .contains("endpoint 'kamelet:sandbox-gvisor-sink' is unknown; allowed: ");
    assertThat(KeptPolicies.outdated(before, outdated, false))
        .matches("policies '[0-9a-f]{12}' fit no longer .*; policies/router.yaml:\\d+");
    KeptPolicies elsewhere = new KeptPolicies(policies, stores.versions());
    Refused refused = catchThrowableOfType(Refused.class, () -> elsewhere.of(before));
    assertThat(refused.reason().code()).isEqualTo("policies-outdated");
    assertThat(refused.reason().message()).doesNotContain("kamelet");
  }

  private static void keep(Policies those) {
    stores
        .versions()
        .came(
            Version.of(Version.Kind.POLICIES, those.texts().files()),
            new Coming(Instant.now(), "here", null, How.EDIT, null));
  }

  private Exchange walk(@Nullable String wanted) throws Exception {
    Submission submission =
        new Submission(
                Json.MAPPER.readValue(JOB, Job.class),
                "local",
                "replay",
                null,
                "0".repeat(32),
                null,
                Instant.now())
            .under(wanted);
    Exchange exchange = new DefaultExchange(new DefaultCamelContext());
    exchange.setProperty(Walk.LEASE, new Lease(submission, 1));
    exchange.getMessage().setBody(submission.job());
    new PoliciesProcessor(policies::current, kept).process(exchange);
    return exchange;
  }

  private static @Nullable Refused moderate(Exchange exchange) {
    Moderations moderations =
        new Moderations(new Models(HOME.resolve("models"), new BgeEmbedder()));
    return catchThrowableOfType(
        Refused.class, () -> new ModerationProcessor(moderations).process(exchange));
  }

  private static Verdict.Decision decision(Exchange exchange) {
    return exchange.getProperty(Walk.VERDICT, Verdict.class).decision();
  }

  private String strict() throws IOException {
    return text("moderation").replaceFirst("(?m)^rules:\\n", NO_ONES);
  }

  private String text(String policy) throws IOException {
    return Files.readString(home.resolve("policies/" + policy + ".yaml"));
  }

  private void edit(String policy, String text) throws Exception {
    Files.writeString(home.resolve("policies/" + policy + ".yaml"), text);
    policies.put(policies.load());
  }
}
