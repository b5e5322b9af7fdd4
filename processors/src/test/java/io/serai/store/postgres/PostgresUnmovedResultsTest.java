package io.serai.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.serai.job.JobId;
import io.serai.job.Lease;
import io.serai.job.Reply;
import io.serai.job.Result;
import io.serai.json.Json;
import io.serai.store.Acceptance;
import io.serai.store.JobView;
import io.serai.store.LargeParts;
import io.serai.store.MemoryObjects;
import io.serai.store.ObjectStoreException;
import io.serai.store.Outbox;
import io.serai.store.ResultDocument;
import io.serai.store.UnmovedResults;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@SuppressWarnings("NullAway.Init") // JUnit opens the stores before each test.
class PostgresUnmovedResultsTest extends QueueFixture {

  private static final int LARGE = 4_096;
  private static final Reply REPLY = new Reply("rabbitmq", "answers", "c-1");

  private final MemoryObjects objects = new MemoryObjects();
  private final LargeParts parts = new LargeParts(objects, LARGE);
  private PostgresJobStore jobs;
  private PostgresUnmovedResults unmoved;

  @BeforeEach
  void openStores() {
    jobs = new PostgresJobStore(database, UUID.randomUUID(), LEASE, parts);
    unmoved = new PostgresUnmovedResults(database);
  }

  @AfterEach
  void closeStores() {
    jobs.close();
  }

  @Test
  void notesWhatIsLargeAsItIsStoredAndNothingElse() {
    finish("small");
    JobId large = finish("large ".repeat(LARGE));

    due();
    List<UnmovedResults.Entry> taken = unmoved.take(10);

    assertThat(taken).extracting(UnmovedResults.Entry::jobId).containsExactly(large);
    assertThat(unmoved.take(10)).as("one hub's for a while").isEmpty();
    assertThat(new PostgresBacklogStore(database).count().unmoved()).isEqualTo(1);
  }

  @Test
  void leavesTheNewestToWhoeverWaitsForThem() {
    finish("large ".repeat(LARGE));

    assertThat(unmoved.take(10)).isEmpty();
  }

  @Test
  void givesTheSameResultAndReplyAfterTheMove() {
    JobId id = finish("grüße ".repeat(LARGE));
    JobView before = jobs.find(id).orElseThrow();
    byte[] owed = owed().completed(parts).body();

    move();

    assertThat(texts("select body ->> 'stdout' from results").get(0)).contains("\"$object\":");
    assertThat(new PostgresBacklogStore(database).count().unmoved()).isZero();
    assertThat(jobs.find(id).orElseThrow()).usingRecursiveComparison().isEqualTo(before);
    assertThat(texts("select unnest(keys) from moved_results"))
        .containsExactlyElementsOf(objects.list("results/default/"));
    Outbox.Entry stored = owed();
    assertThat(stored.body()).hasSizeLessThan(LARGE);
    assertThat(stored.completed(parts).body()).isEqualTo(owed);
  }

  @Test
  void tellsOfAJobWhileTheStoreOfItsResultIsAway() {
    JobId id = finish("large ".repeat(LARGE));
    move();
    objects.away(true);

    assertThatThrownBy(() -> jobs.find(id)).isInstanceOf(ObjectStoreException.class);
    JobView view = jobs.findWithoutResult(id, "default").orElseThrow();
    assertThat(view.state()).isEqualTo("succeeded");
    assertThat(view.result()).isNull();
    assertThat(jobs.findWithoutResult(id, "other")).isEmpty();
    objects.away(false);
    assertThat(jobs.find(id).orElseThrow().result()).isNotNull();
  }

  @Test
  void forgetsWhatStaysAsItIs() {
    JobId id = finish("large ".repeat(LARGE));
    due();
    unmoved.take(10);

    unmoved.stays(id);

    assertThat(count("select count(*) from unmoved_results")).isZero();
    assertThat(objects.list("")).isEmpty();
  }

  private void move() {
    due();
    UnmovedResults.Entry entry = unmoved.take(10).get(0);
    unmoved.moved(entry, parts.detach(entry.jobId(), entry.tenant(), entry.body()));
  }

  /** Its time has come. */
  private void due() {
    execute("update unmoved_results set due_at = now()");
  }

  private Outbox.Entry owed() {
    execute("update outbox set due_at = now()");
    return new PostgresOutbox(database).take("rabbitmq", 1).get(0);
  }

  private JobId finish(String stdout) {
    Lease lease =
        ((Acceptance.Leased)
                jobs.accept(
                        Samples.offered(Samples.job(Samples.newId(), "default", null, 5), REPLY),
                        true)
                    .join())
            .lease();
    ObjectNode document = Json.MAPPER.valueToTree(Samples.document(lease).result());
    document.put("stdout", stdout);
    Result result = Documents.read(document.toString(), Result.class);
    assertThat(jobs.finish(lease, ResultDocument.of(result)).join()).isTrue();
    return lease.job().id();
  }
}
