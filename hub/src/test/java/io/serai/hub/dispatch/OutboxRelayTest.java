package io.serai.hub.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.hub.embedded.PostgresServer;
import io.serai.job.Job;
import io.serai.job.JobId;
import io.serai.job.Language;
import io.serai.job.Lease;
import io.serai.job.Limits;
import io.serai.job.Network;
import io.serai.job.PlacementWish;
import io.serai.job.Reply;
import io.serai.job.Result;
import io.serai.job.Submission;
import io.serai.json.Json;
import io.serai.store.Acceptance;
import io.serai.store.DeadLetterStore;
import io.serai.store.Outbox;
import io.serai.store.ResultDocument;
import io.serai.store.postgres.Database;
import io.serai.store.postgres.PostgresDeadLetterStore;
import io.serai.store.postgres.PostgresJobStore;
import io.serai.store.postgres.PostgresOutbox;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Function;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Over a real database; only what sends is the test's own. */
@SuppressWarnings("NullAway.Init") // JUnit calls the set-up before each test.
class OutboxRelayTest {

  private static final Limits LIMITS = new Limits(1, 1, 1, 1, 1, 1, 1, 1);
  private static final int TRIES = 2;
  private static final Duration DAYS = Duration.ofDays(3);

  private final ScheduledExecutorService clock = Executors.newScheduledThreadPool(2);
  private final ExecutorService senders = Executors.newCachedThreadPool();
  private final Queue<String> sent = new ConcurrentLinkedQueue<>();
  private final CountDownLatch stuck = new CountDownLatch(1);
  private PostgresServer server;
  private Database database;
  private PostgresJobStore jobs;
  private @Nullable AutoCloseable relay;

  @BeforeEach
  void connect(@TempDir Path state) {
    server = PostgresServer.start(state);
    database = new Database(server.jdbcUrl(), "", "", 12, Executors.defaultThreadFactory());
    jobs = new PostgresJobStore(database, UUID.randomUUID(), Duration.ofMinutes(1));
  }

  @AfterEach
  void disconnect() throws Exception {
    stuck.countDown();
    if (relay != null) {
      relay.close();
    }
    clock.shutdownNow();
    senders.shutdownNow();
    jobs.close();
    database.close();
    server.close();
  }

  @Test
  void letsADestinationThatIsStuckHoldUpNoOther() {
    owe(callback("https://slow.example.org/1"), "default");
    owe(callback("https://slow.example.org/2"), "default");
    owe(callback("https://quick.example.org/1"), "default");
    owe(callback("https://slow.example.org/3"), "demo");
    owe(new Reply("rabbitmq", "answers", null), "default");
    owe(new Reply("kafka", null, "k"), "default");

    open(
        entry -> {
          String address = String.valueOf(entry.reply().address());
          if (address.contains("slow") && entry.tenant().equals("default")) {
            sent.add("begun " + address);
            await(stuck);
          }
          return delivered(entry);
        },
        DAYS);

    awaitSent(
        "begun https://slow.example.org/1",
        "https://quick.example.org/1",
        "https://slow.example.org/3",
        "answers",
        "null");
    assertThat(sent).as("one at a time").doesNotContain("begun https://slow.example.org/2");
    stuck.countDown();
    awaitSent("https://slow.example.org/1", "https://slow.example.org/2");
    awaitEmpty();
  }

  @Test
  void sendsAReceiverItsCallbacksInOrder() {
    List<String> urls =
        java.util.stream.IntStream.range(0, 20)
            .mapToObj(each -> "https://one.example.org/" + each)
            .toList();
    urls.forEach(url -> owe(callback(url), "default"));

    open(this::delivered, DAYS);

    awaitEmpty();
    assertThat(sent).containsExactlyElementsOf(urls);
  }

  @Test
  void triesACallbackAgainUntilItIsTaken() {
    owe(callback("https://away.example.org/"), "default");

    open(
        entry -> {
          sent.add("try " + entry.attempts());
          return entry.attempts() < 3 ? new Sending.Failed("away") : new Sending.Sent();
        },
        DAYS);

    awaitEmpty();
    assertThat(sent).containsExactly("try 1", "try 2", "try 3");
    assertThat(new PostgresDeadLetterStore(database).count()).isZero();
  }

  @Test
  void keepsWhatNobodyWillTakeAsADeadLetter() {
    owe(callback("https://gone.example.org/"), "default");
    owe(callback("https://away.example.org/"), "default");

    open(
        entry ->
            entry.destination().contains("gone")
                ? new Sending.Hopeless("callback-gone", "it wants no more")
                : new Sending.Failed("away"),
        Duration.ZERO);

    awaitEmpty();
    assertThat(deadLetters()).containsExactlyInAnyOrder("callback-gone", "reply-undeliverable");
  }

  @Test
  void keepsAsADeadLetterWhatABrokerRefusesSoOftenButNotWhileItIsAway() {
    owe(new Reply("rabbitmq", "gone", null), "default");
    owe(new Reply("kafka", null, "k"), "default");

    open(
        entry ->
            entry.destination().equals("kafka") && entry.attempts() <= TRIES
                ? new Sending.Failed("away")
                : entry.destination().equals("rabbitmq")
                    ? new Sending.Refused("no such queue")
                    : delivered(entry),
        DAYS);

    awaitEmpty();
    assertThat(deadLetters()).containsExactly("reply-undeliverable");
    assertThat(sent).containsExactly("null");
  }

  @Test
  void sendsWhatIsOwedBeforeItStops() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    owe(callback("https://one.example.org/1"), "default");
    owe(callback("https://one.example.org/2"), "default");
    open(
        entry -> {
          begun.countDown();
          return delivered(entry);
        },
        DAYS);
    await(begun);

    Objects.requireNonNull(relay).close();

    assertThat(sent).containsExactly("https://one.example.org/1", "https://one.example.org/2");
  }

  private List<String> deadLetters() {
    DeadLetterStore.Query all = new DeadLetterStore.Query(null, null, null, null, null, null, 10);
    return new PostgresDeadLetterStore(database)
        .list(all).stream().map(DeadLetterStore.Summary::code).toList();
  }

  @Test
  void waitsLongerFromTryToTry() {
    assertThat(Settlement.delay(1)).hasSeconds(1);
    assertThat(Settlement.delay(5)).hasSeconds(16);
    assertThat(Settlement.delay(1_000)).hasHours(1);
  }

  private void open(Function<Outbox.Entry, Sending> send, Duration giveUpAfter) {
    PostgresOutbox outbox = new PostgresOutbox(database);
    Settlement settlement =
        new Settlement(
            outbox,
            () -> giveUpAfter,
            TRIES,
            Clock.offset(Clock.systemUTC(), Duration.ofSeconds(1)));
    relay =
        new OutboxRelay(outbox, send, settlement, new OutboxRelay.Threads(clock, senders)).open();
  }

  private Sending delivered(Outbox.Entry entry) {
    sent.add(String.valueOf(entry.reply().address()));
    return new Sending.Sent();
  }

  private void awaitSent(String... expected) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> assertThat(sent).contains(expected));
  }

  private void awaitEmpty() {
    PostgresOutbox outbox = new PostgresOutbox(database);
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> assertThat(outbox.count()).isZero());
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Reply callback(String url) {
    return new Reply(Reply.CALLBACK, url, null);
  }

  private void owe(Reply reply, String tenant) {
    Job job =
        new Job(
            new JobId(UUID.randomUUID()),
            null,
            false,
            false,
            tenant,
            "code",
            Language.PYTHON,
            "1",
            null,
            List.of(),
            LIMITS,
            Network.NONE,
            PlacementWish.ANYWHERE,
            5,
            null,
            null,
            null,
            Map.of());
    Submission submission =
        new Submission(
            job, "local", "http", reply, "0af7651916cd43dd8448eb211c80319c", null, Instant.now());
    Lease lease = ((Acceptance.Leased) jobs.accept(submission, true).join()).lease();
    assertThat(jobs.finish(lease, document(job.id())).join()).isTrue();
  }

  private static ResultDocument document(JobId id) {
    try {
      return ResultDocument.of(
          Json.MAPPER.readValue(
              """
              {"jobId": "%s", "status": "succeeded", "stdout": "", "stderr": "",
               "truncated": false, "images": [], "artifacts": [], "copies": [],
               "usage": {"wallMs": 1, "cpuMs": 1, "memoryPeakBytes": 1},
               "cost": {"amount": 0, "currency": "USD", "charges": []},
               "timings": [], "traceId": "0af7651916cd43dd8448eb211c80319c", "labels": {}}
              """
                  .formatted(id),
              Result.class));
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
