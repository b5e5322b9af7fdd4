package io.serai.store.postgres;

import static io.serai.store.postgres.Samples.document;
import static io.serai.store.postgres.Samples.job;
import static io.serai.store.postgres.Samples.newId;
import static io.serai.store.postgres.Samples.offered;
import static org.assertj.core.api.Assertions.assertThat;

import io.serai.access.Principal;
import io.serai.access.Role;
import io.serai.job.JobId;
import io.serai.job.Lease;
import io.serai.job.Reply;
import io.serai.store.Acceptance;
import io.serai.store.DeadLetter;
import io.serai.store.DeadLetterStore.Kept;
import io.serai.store.DeadLetterStore.Query;
import io.serai.store.DeadLetterStore.State;
import io.serai.store.DeadLetterStore.Summary;
import io.serai.store.Outbox;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is kept of messages and answers that went nowhere, over a real PostgreSQL. */
@SuppressWarnings("NullAway.Init") // JUnit opens the stores before each test.
class PostgresDeadLetterStoreTest extends DatabaseFixture {

  private static final Query ALL = new Query(null, null, null, null, null, null, 50);

  private PostgresDeadLetterStore letters;

  @BeforeEach
  void openStores() {
    letters = new PostgresDeadLetterStore(database);
  }

  @Test
  void keepsALetterWhole() {
    DeadLetter letter = letter("one", "acme");

    Kept kept = letters.find(letters.keep(letter)).orElseThrow();

    assertThat(kept.letter()).usingRecursiveComparison().isEqualTo(letter);
    assertThat(kept.summary().state()).isEqualTo(State.KEPT);
    assertThat(kept.summary().times()).isEqualTo(1);
    assertThat(kept.summary().bytes()).isEqualTo(3);
    assertThat(letters.find(-1)).isEmpty();
  }

  @Test
  void keepsAReasonThatNoTextColumnTakes() {
    DeadLetter.Reason reason = new DeadLetter.Reason("invalid-job", "field 'a\0b' is unknown");
    long id = letters.keep(letter("nul", null, reason));

    assertThat(letters.find(id).orElseThrow().summary().message())
        .isEqualTo("field 'a\uFFFDb' is unknown");
  }

  @Test
  void countsAMessageThatComesAgainAndWaitsForSomebodyAgain() {
    long id = letters.keep(letter("one", null));
    assertThat(letters.drop(id, "ann")).isTrue();
    assertThat(letters.count()).isZero();

    assertThat(letters.keep(letter("one", null))).isEqualTo(id);

    Summary summary = letters.find(id).orElseThrow().summary();
    assertThat(summary.times()).isEqualTo(2);
    assertThat(summary.state()).isEqualTo(State.KEPT);
    assertThat(summary.settledBy()).isNull();
    assertThat(letters.count()).isEqualTo(1);
  }

  @Test
  void settlesALetterOnce() {
    long id = letters.keep(letter("one", null));
    JobId job = newId();
    letters.replayed(id, job, "ann");

    assertThat(letters.drop(id, "bob")).isFalse();
    Summary summary = letters.find(id).orElseThrow().summary();
    assertThat(summary.state()).isEqualTo(State.REPLAYED);
    assertThat(summary.jobId()).isEqualTo(job);
    assertThat(summary.settledBy()).isEqualTo("ann");
  }

  @Test
  void keepsTheNewReasonOfALetterThatIsRefusedAgain() {
    long id = letters.keep(letter("one", null));
    letters.refusedAgain(id, new DeadLetter.Reason("unknown-tenant", "who?"));

    Summary summary = letters.find(id).orElseThrow().summary();
    assertThat(summary.code()).isEqualTo("unknown-tenant");
    assertThat(summary.times()).isEqualTo(2);
    assertThat(summary.state()).isEqualTo(State.KEPT);
  }

  @Test
  void listsByFilterNewestFirst() {
    long first = letters.keep(letter("one", "acme"));
    long second = letters.keep(letter("two", null));
    letters.drop(second, "ann");

    assertThat(letters.list(ALL)).extracting(Summary::id).containsExactly(second, first);
    assertThat(letters.list(new Query(State.KEPT, null, null, null, null, null, 50)))
        .extracting(Summary::id)
        .containsExactly(first);
    assertThat(letters.list(new Query(null, "kafka", "poison", "acme", null, null, 50)))
        .extracting(Summary::id)
        .containsExactly(first);
    assertThat(letters.list(new Query(null, "rabbitmq", null, null, null, null, 50))).isEmpty();
    assertThat(letters.list(new Query(null, null, null, null, null, second, 1)))
        .extracting(Summary::id)
        .containsExactly(first);
  }

  @Test
  void turnsAReplyThatNobodyTakesIntoALetterAndBack() {
    Reply reply = new Reply("rabbitmq", "gone", "c-1");
    PostgresOutbox outbox = new PostgresOutbox(database);
    Lease lease = finished(reply);
    Outbox.Entry entry = outbox.take("rabbitmq", 10).get(0);
    assertThat(entry.attempts()).isEqualTo(1);

    outbox.abandon(entry, undeliverable("queue 'gone' is not there"));
    outbox.abandon(entry, undeliverable("and a second time, which changes nothing"));

    Summary letter = letters.list(ALL).get(0);
    assertThat(letter.code()).isEqualTo(DeadLetter.UNDELIVERABLE);
    assertThat(letter.jobId()).isEqualTo(lease.job().id());
    assertThat(letter.tenant()).isEqualTo("acme");
    assertThat(letter.times()).isEqualTo(1);
    assertThat(new String(letters.find(letter.id()).orElseThrow().letter().body(), UTF_8))
        .isEqualTo(document(lease).json());

    assertThat(letters.oweAgain(letter.id(), "ann")).isTrue();
    assertThat(letters.oweAgain(letter.id(), "ann")).as("a second time").isFalse();
    Outbox.Entry again = outbox.take("rabbitmq", 10).get(0);
    assertThat(again.reply()).isEqualTo(reply);
    assertThat(again.tenant()).isEqualTo("acme");
  }

  private static DeadLetter.Reason undeliverable(String why) {
    return new DeadLetter.Reason(DeadLetter.UNDELIVERABLE, why);
  }

  private static final java.nio.charset.Charset UTF_8 = java.nio.charset.StandardCharsets.UTF_8;

  private Lease finished(Reply reply) {
    try (PostgresJobStore jobs =
        new PostgresJobStore(database, UUID.randomUUID(), Duration.ofSeconds(30))) {
      Acceptance accepted = jobs.accept(offered(job(newId(), "acme", null, 5), reply), true).join();
      Lease lease = ((Acceptance.Leased) accepted).lease();
      assertThat(jobs.finish(lease, document(lease)).join()).isTrue();
      return lease;
    }
  }

  private static DeadLetter letter(String identity, @Nullable String tenant) {
    return letter(identity, tenant, new DeadLetter.Reason("poison", "intake failed"));
  }

  private static DeadLetter letter(
      String identity, @Nullable String tenant, DeadLetter.Reason reason) {
    return new DeadLetter(
        identity,
        "kafka",
        new DeadLetter.Origin("serai.jobs", "3:42", 2),
        reason,
        List.of(
            DeadLetter.Header.of("text", "a\0b"),
            DeadLetter.Header.of("binary", new byte[] {(byte) 0xff}),
            DeadLetter.Header.of("text", "again")),
        new DeadLetter.Envelope(
            new Principal("producer", tenant, Set.of(Role.SUBMITTER)),
            "application/json",
            Map.of("ce_id", "1"),
            "m-1",
            new Reply("kafka", null, "key")),
        new byte[] {0, -1, 65},
        tenant,
        null);
  }
}
