package io.serai.approval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.serai.job.Finding;
import io.serai.job.Grant;
import io.serai.job.Job;
import io.serai.job.JobId;
import io.serai.job.Lease;
import io.serai.job.Severity;
import io.serai.job.Submission;
import io.serai.job.Verdict;
import io.serai.json.Json;
import io.serai.policy.Endpoint;
import io.serai.policy.Policies;
import io.serai.policy.PolicyException;
import io.serai.policy.PolicyLoader;
import io.serai.policy.PriceList;
import io.serai.store.Acceptance;
import io.serai.store.ApprovalStore.Ballot;
import io.serai.store.ApprovalStore.Choice;
import io.serai.store.ApprovalStore.Ground;
import io.serai.store.ApprovalStore.Request;
import io.serai.store.postgres.Database;
import io.serai.store.postgres.PostgresApprovalStore;
import io.serai.store.postgres.PostgresImageStore;
import io.serai.store.postgres.PostgresJobStore;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which jobs are held, why, and which of them an approval lets through. */
@SuppressWarnings("NullAway.Init") // JUnit opens the stores before each test.
class ApprovalTest {

  private static final Path POLICIES =
      Path.of(System.getProperty("serai.home")).resolve("policies");
  private static final Grant GRANT =
      new Grant("r", Set.of("host", "python-3.11", "python-3.13"), Set.of("process", "docker"));
  private static final Verdict FLAG =
      new Verdict(
          Verdict.Decision.FLAG,
          "starts",
          "it starts",
          List.of(
              new Finding("d", "secret", Severity.HIGH, 1, "code", 0, 1),
              new Finding("d", "prompt-injection", Severity.LOW, 0.7, "code", 1, 2)));
  private static final String JOB =
      """
      {"id": "%s", "tenant": "default", "kind": "code", "language": "python", "code": "print(1)",
       "files": [], "limits": {"timeoutMs": 1000, "cpuMs": 1000, "memoryMb": 1024, "diskMb": 64,
       "fileMb": 32, "pids": 16, "openFiles": 64, "outputBytes": 1000}, "network": %s,
       "placement": {"clouds": [], "regions": []%s}, "priority": 5,
       "labels": {"one": "1", "two": "2", "three": "3"}}
      """;

  private static EmbeddedPostgres server;

  @TempDir private Path home;
  private Database database;
  private PostgresJobStore jobs;
  private PostgresApprovalStore store;
  private PostgresImageStore imageStore;
  private KnownImages images;
  private Policies policies;

  @BeforeAll
  static void start() throws IOException {
    server = EmbeddedPostgres.start();
  }

  @AfterAll
  static void stop() throws IOException {
    server.close();
  }

  @BeforeEach
  void open() throws Exception {
    String url = server.getJdbcUrl("postgres", "postgres");
    database = new Database(url, "", "", 8, Executors.defaultThreadFactory());
    emptyQueue();
    jobs = new PostgresJobStore(database, UUID.randomUUID(), Duration.ofSeconds(30));
    store = new PostgresApprovalStore(database);
    imageStore = new PostgresImageStore(database);
    images = new KnownImages(imageStore);
    for (Path source : List.of(POLICIES, POLICIES.resolve("schema"))) {
      Path target = home.resolve(POLICIES.relativize(source).toString());
      Files.createDirectories(target);
      try (Stream<Path> files = Files.list(source)) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          Files.copy(file, target.resolve(file.getFileName().toString()));
        }
      }
    }
  }

  /** A job that another test released would be in front. */
  private static void emptyQueue() throws SQLException {
    try (Connection connection = server.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("truncate queue");
    }
  }

  @AfterEach
  void close() {
    imageStore.close();
    jobs.close();
    database.close();
  }

  @Test
  void asksNoStoreAboutAJobThatNoRuleFits() throws Exception {
    rules(
        "{ name: flagged, when: { flagged: true }, approvers: 1, expiresAfter: P1D }",
        "{ name: far, when: { network: true }, approvers: 1, expiresAfter: P1D }",
        "{ name: dear, when: { costAbove: 1 }, approvers: 1, expiresAfter: P1D }");
    Lease lease = leased(job("\"none\"", ""));
    database.close();

    assertThat(admit(lease, Verdict.ALLOW)).isNull();
    assertThat(admit(new Lease(lease.submission(), 2), Verdict.ALLOW)).isNull();
  }

  @Test
  void namesWhatEachConditionFits() throws Exception {
    Lease far = leased(job("[\"b.example.org:443\", \"a.example.org:80\"]", ""));

    assertThat(because("flagged: true", far))
        .isEqualTo("moderation flagged it by rule 'starts': it starts");
    assertThat(because("categories: [secret, prompt-injection]", far))
        .isEqualTo("moderation found prompt-injection, secret");
    assertThat(because("categories: [toxicity]", far)).isNull();
    assertThat(because("network: true", far))
        .isEqualTo("it asks to reach a.example.org:80, b.example.org:443");
    assertThat(because("limitsAbove: { timeoutMs: 999, pids: 16, memoryMb: 5 }", far))
        .isEqualTo("memoryMb '1024' is above 5, timeoutMs '1000' is above 999");
    assertThat(because("limitsAbove: { timeoutMs: 1000 }", far)).isNull();
    assertThat(because("tenants: [default]", far)).isEqualTo("it is of tenant 'default'");
    assertThat(because("tenants: [demo]", far)).isNull();
    assertThat(because("flagged: true, tenants: [demo]", far)).isNull();
    assertThat(because("flagged: true, tenants: [default]", far))
        .isEqualTo("it is of tenant 'default'; moderation flagged it by rule 'starts': it starts");
  }

  @Test
  void takesTheCostOfTheDearestTargetThatMayTakeTheJob() throws Exception {
    Files.writeString(
        home.resolve("pricing.yaml"),
        """
        currency: USD
        prices:
          default: { cpuSecond: 1, gbSecond: 0, run: 0 }
          local-docker: { cpuSecond: 2, gbSecond: 1, run: 0.5 }
          local-gvisor: { cpuSecond: 100, gbSecond: 0, run: 0 }
        """);
    Lease anywhere = leased(job("\"none\"", ""));

    assertThat(because("costAbove: 3.4", anywhere))
        .isEqualTo("it may cost 3.5 USD, which is above 3.4");
    assertThat(because("costAbove: 3.5", anywhere)).as("gvisor is not granted").isNull();
    assertThat(because("costAbove: 0.9", leased(job("\"none\"", ", \"maxCost\": 1"))))
        .isEqualTo("it may cost 1 USD, which is above 0.9");
    assertThat(because("costAbove: 4", leased(job("\"none\"", ", \"mode\": \"all\""))))
        .isEqualTo("it may cost 4.5 USD, which is above 4");
  }

  @Test
  void knowsAnImageOnceItsTenantHadASuccessInIt() throws Exception {
    Lease asking = leased(job("\"none\"", ", \"image\": \"python-3.13\""));
    assertThat(because("newImage: true", asking))
        .isEqualTo("tenant 'default' never had a success in image 'python-3.13'");
    assertThat(because("newImage: true", leased(job("\"none\"", ""))))
        .isEqualTo("tenant 'default' never had a success in image 'host' or 'python-3.11'");

    imageStore.used("demo", "python-3.13").join();
    assertThat(because("newImage: true", asking)).as("another tenant's").isNotNull();

    images.learn("default", "python-3.13");
    assertThat(because("newImage: true", asking)).isNull();
    imageStore.close();
    assertThat(new KnownImages(imageStore).anyOf("default", List.of("python-3.13")))
        .as("on another hub")
        .isTrue();
  }

  @Test
  void asksForTheMostApproversAndTheShortestTime() throws Exception {
    rules(
        "{ name: a, when: { flagged: true }, approvers: 2, expiresAfter: P1D }",
        "{ name: b, when: { tenants: [default] }, approvers: 1, expiresAfter: 60 }",
        "{ name: c, when: { tenants: [demo] }, approvers: 1, expiresAfter: 1 }");

    Request request = held(leased(job("\"none\"", "")), FLAG);

    assertThat(request.approvers()).isEqualTo(2);
    assertThat(request.expiresAfter()).isEqualTo(Duration.ofMinutes(1));
    assertThat(request.grounds()).extracting(Ground::rule).containsExactly("a", "b");
    assertThat(request.verdict()).isEqualTo(FLAG);
  }

  @Test
  void letsThroughWhatWasApprovedAndNothingElse() throws Exception {
    rules("{ name: flagged, when: { flagged: true }, approvers: 1, expiresAfter: P1D }");
    Lease first = leased(job("\"none\"", ""));
    store.hold(first, held(first, FLAG));
    store.vote(first.job().id(), new Ballot("ann", Choice.APPROVE, "fine"), null);
    Lease again = new Lease(first.submission(), 2);

    assertThat(admit(again, FLAG)).isNotNull();

    Verdict worse = new Verdict(Verdict.Decision.FLAG, "native", "it calls native code", List.of());
    assertThat(held(again, worse).grounds().get(0).because()).contains("native");
    Job changed =
        Json.MAPPER.readValue(JOB.formatted(first.job().id(), "[\"a.b:1\"]", ""), Job.class);
    assertThat(held(new Lease(first.submission().of(changed), 2), FLAG)).isNotNull();
    rules("{ name: flagged, when: { flagged: true }, approvers: 2, expiresAfter: P1D }");
    assertThat(held(again, FLAG).approvers()).isEqualTo(2);
    rules(
        "{ name: flagged, when: { flagged: true }, approvers: 1, expiresAfter: P1D }",
        "{ name: all, when: { tenants: [default] }, approvers: 1, expiresAfter: P1D }");
    assertThat(held(again, FLAG).grounds()).hasSize(2);
    rules("{ name: other, when: { network: true }, approvers: 1, expiresAfter: P1D }");
    assertThat(admit(again, FLAG)).as("needs none any more").isNull();
  }

  @Test
  void knowsAJobAgainThatAnotherHubHasRead() throws Exception {
    rules("{ name: flagged, when: { flagged: true }, approvers: 1, expiresAfter: P1D }");
    Lease first = leased(job("\"none\"", ""));
    Job reread = Json.MAPPER.readValue(Json.MAPPER.writeValueAsString(first.job()), Job.class);

    assertThat(held(new Lease(first.submission().of(reread), 2), FLAG).digest())
        .isEqualTo(held(first, FLAG).digest());
  }

  private @Nullable String because(String when, Lease lease) throws Exception {
    rules("{ name: r, when: { " + when + " }, approvers: 1, expiresAfter: P1D }");
    Held held = catchThrowableOfType(Held.class, () -> admit(lease, FLAG));
    return held == null ? null : held.request().grounds().get(0).because();
  }

  private Request held(Lease lease, Verdict verdict) {
    return catchThrowableOfType(Held.class, () -> admit(lease, verdict)).request();
  }

  private @Nullable Instant admit(Lease lease, Verdict verdict) {
    PriceList prices = policies.pricing().at(Instant.now());
    return new Approval(store, images)
        .admit(List.of(new Candidate(policies, prices, lease, verdict, GRANT)));
  }

  private void rules(String... rules) throws IOException, PolicyException {
    Files.writeString(
        home.resolve("approval.yaml"), "rules:\n  - " + String.join("\n  - ", rules) + "\n");
    List<Endpoint> endpoints =
        Stream.of("process", "docker", "gvisor")
            .map(each -> new Endpoint("kamelet:sandbox-" + each + "-sink", Set.of(), Set.of()))
            .toList();
    policies =
        new PolicyLoader(
                home,
                () -> endpoints,
                Set.of("process", "docker", "gvisor"),
                model -> Optional.empty(),
                true)
            .load();
  }

  private Lease leased(Job job) {
    Instant now = Instant.now();
    Submission sent = new Submission(job, "sam", "http", null, "0".repeat(32), null, now);
    return ((Acceptance.Leased) jobs.accept(sent, true).join()).lease();
  }

  private static Job job(String network, String wish) throws IOException {
    return Json.MAPPER.readValue(
        JOB.formatted(new JobId(UUID.randomUUID()), network, wish), Job.class);
  }
}
