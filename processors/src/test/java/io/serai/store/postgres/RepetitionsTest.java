package io.serai.store.postgres;

import static io.serai.store.postgres.Samples.document;
import static io.serai.store.postgres.Samples.job;
import static io.serai.store.postgres.Samples.newId;
import static io.serai.store.postgres.Samples.offered;
import static io.serai.store.postgres.Samples.submission;
import static io.serai.store.postgres.Samples.timed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.serai.job.Job;
import io.serai.job.JobId;
import io.serai.job.Lease;
import io.serai.job.Reply;
import io.serai.job.Submission;
import io.serai.store.Acceptance;
import io.serai.store.Outbox;
import io.serai.store.UnstorableException;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which offers are repetitions, and who gets the one result, over a real PostgreSQL. */
@SuppressWarnings("NullAway.Init") // JUnit opens the stores before each test.
class RepetitionsTest extends DatabaseFixture {

  private static final Duration LEASE = Duration.ofSeconds(30);
  private static final Reply FIRST = new Reply("rabbitmq", "answers", "c-1");
  private static final Reply OTHER = new Reply("rabbitmq", "elsewhere", "c-2");

  private final UUID hub = UUID.randomUUID();
  private PostgresJobStore store;
  private PostgresOutbox outbox;

  @BeforeEach
  void openStores() {
    store = new PostgresJobStore(database, hub, LEASE);
    outbox = new PostgresOutbox(database);
  }

  @AfterEach
  void closeStores() {
    store.close();
  }

  @Test
  void refusesAKeyThatWasSentWithAnotherJob() {
    Lease first = leased(keyed("print(1)", null));

    assertThat(accept(keyed("print(2)", null)))
        .isEqualTo(new Acceptance.KeyReused(first.job().id()));
    assertThat(accept(keyed("print(1)", null)))
        .isEqualTo(new Acceptance.Duplicate(first.job().id()));
  }

  @Test
  void knowsAJobAgainWhoseTurnIsAnother() {
    Job job = coded(newId(), "key", "print(1)");
    accept(offered(timed(job, Instant.now().plusSeconds(60), null), FIRST));

    assertThat(accept(keyed("print(1)", OTHER))).isEqualTo(new Acceptance.Duplicate(job.id()));
  }

  @Test
  void refusesAnIdThatWasSentWithAnotherJob() {
    JobId id = newId();
    leased(offered(coded(id, null, "print(1)"), null));

    assertThat(accept(offered(coded(id, null, "print(2)"), null)))
        .isEqualTo(new Acceptance.IdTaken(id));
  }

  @Test
  void answersTheVerySameMessageOnce() {
    Lease first = leased(keyed("print(1)", FIRST));
    accept(keyed("print(1)", FIRST));
    finish(first);
    accept(keyed("print(1)", FIRST));
    store.tend();

    assertThat(owed()).containsExactly(FIRST);
  }

  @Test
  void answersAnotherAddressOnceWhereTheResultIsThere() {
    finish(leased(keyed("print(1)", FIRST)));
    accept(keyed("print(1)", OTHER));
    accept(keyed("print(1)", OTHER));
    store.tend();

    assertThat(owed()).containsExactly(FIRST, OTHER);
  }

  @Test
  void answersAnotherAddressOnceTheResultComes() {
    Lease first = leased(keyed("print(1)", null));
    accept(keyed("print(1)", OTHER));
    accept(keyed("print(1)", OTHER));
    store.tend();
    assertThat(owed()).isEmpty();

    finish(first);
    store.tend();
    store.tend();

    assertThat(owed()).containsExactly(OTHER);
  }

  @Test
  void knowsItsOwnRowAgainAndLeasesItOnce() throws Exception {
    AcceptWriter writer = new AcceptWriter(hub, LEASE);
    Submission submission = submission("key", 5);
    AcceptWriter.Offer offer =
        new AcceptWriter.Offer(submission, Documents.write(submission.job()), true);
    try (Connection connection = database.writers().getConnection()) {
      assertThat(writer.write(connection, List.of(offer)))
          .containsExactly(new Acceptance.Leased(new Lease(submission, 1)));

      assertThat(writer.rewrite(connection, List.of(offer)))
          .containsExactly(new Acceptance.Leased(new Lease(submission, 2)));
      assertThat(writer.rewrite(connection, List.of(offer)))
          .as("whoever asks once more has no lease")
          .containsExactly(new Acceptance.Queued(submission.job().id(), false));
      assertThat(writer.rewrite(connection, List.of(again(submission))))
          .as("another message with the key")
          .containsExactly(new Acceptance.Duplicate(submission.job().id()));
    }
  }

  private static AcceptWriter.Offer again(Submission first) {
    Submission other = submission(first.job().idempotencyKey(), 5);
    return new AcceptWriter.Offer(other, Documents.write(other.job()), true);
  }

  @Test
  void startsAtOnceWhatWasStoredWhenItsConnectionBroke() throws Exception {
    try (DroppingRelay relay = DroppingRelay.to(port());
        Database relayed = open(url(relay.port()));
        PostgresJobStore broken = new PostgresJobStore(relayed, hub, LEASE)) {
      broken.accept(submission(null, 5), true).join();
      Submission submission = submission(null, 5);

      relay.dropTheNextAnswer();
      Acceptance acceptance = broken.accept(submission, true).join();

      assertThat(relay.dropped()).isTrue();
      assertThat(acceptance).isEqualTo(new Acceptance.Leased(new Lease(submission, 2)));
      assertThat(broken.finish(new Lease(submission, 2), document(new Lease(submission, 2))).join())
          .isTrue();
    }
  }

  @Test
  void tellsWhatNoDatabaseTakesFromADatabaseThatIsAway() {
    Submission poison = offered(coded(newId(), "a\0b", "print(1)"), null);
    Submission harmless = submission(null, 5);

    var refused = store.accept(poison, true);
    var taken = store.accept(harmless, true);

    assertThatThrownBy(refused::join).hasCauseInstanceOf(UnstorableException.class);
    assertThat(taken.join()).isInstanceOf(Acceptance.Leased.class);
  }

  private Submission keyed(String code, @Nullable Reply reply) {
    return offered(coded(newId(), "key", code), reply);
  }

  private static Job coded(JobId id, @Nullable String key, String code) {
    Job like = job(id, "default", key, 5);
    return new Job(
        id,
        key,
        like.idempotent(),
        like.atMostOnce(),
        like.tenant(),
        like.kind(),
        like.language(),
        code,
        like.stdin(),
        like.files(),
        like.limits(),
        like.network(),
        like.placement(),
        like.priority(),
        like.notBefore(),
        like.deadline(),
        like.session(),
        Map.of());
  }

  private Acceptance accept(Submission submission) {
    return store.accept(submission, true).join();
  }

  private Lease leased(Submission submission) {
    return ((Acceptance.Leased) accept(submission)).lease();
  }

  private void finish(Lease lease) {
    assertThat(store.finish(lease, document(lease)).join()).isTrue();
  }

  private List<Reply> owed() {
    return outbox.take("rabbitmq", 10).stream().map(Outbox.Entry::reply).toList();
  }
}
