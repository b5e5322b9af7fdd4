package io.serai.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.serai.job.JobId;
import io.serai.job.Reply;
import io.serai.store.AuditStore;
import io.serai.store.ColdErasure;
import io.serai.store.ColdManifest;
import io.serai.store.ColdStorage;
import io.serai.store.ErasureStore.Erasure;
import io.serai.store.ErasureStore.Kind;
import io.serai.store.MemoryObjects;
import io.serai.store.ObjectStoreException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is erased of a tenant is everything but its bills, and of others nothing. */
@SuppressWarnings("NullAway.Init") // JUnit opens the stores before each test.
class ErasureTest extends EndedJobsFixture {

  private static final Instant LATER = Instant.parse("2099-01-01T00:00:00Z");
  private static final List<String> OF_JOBS = List.of("jobs", "results", "walks");

  private final MemoryObjects objects = new MemoryObjects();
  private PostgresErasureStore erasures;
  private ColdStorage cold;

  @BeforeEach
  void openStores() {
    erasures = new PostgresErasureStore(database);
    cold = new ColdStorage(objects, new PostgresPartitionRows(database), partitions, 2_000);
  }

  @Test
  void deletesInBatchesWhatHasEndedAndCountsIt() {
    for (int i = 0; i < 3; i++) {
      ended("acme", THEN.plusSeconds(i), null);
    }
    JobId other = ended("other", THEN, null);
    Erasure erasure = erasures.ask("acme", "ann");

    assertThat(erasures.delete(erasure, Kind.JOBS, 2)).isEqualTo(2 * 7);
    assertThat(erasures.delete(erasure, Kind.JOBS, 2)).isEqualTo(7);
    assertThat(erasures.delete(erasure, Kind.JOBS, 2)).isZero();
    assertThat(erasures.finish(erasure)).isZero();

    for (String table : List.of("results", "walks", "dispatches", "approvals")) {
      assertThat(texts("select job_id from " + table)).containsExactly(other.toString());
    }
    assertThat(count("select count(*) from bills")).as("the ledger stays").isEqualTo(4);
    Erasure finished = erasures.list("acme").get(0);
    assertThat(finished.finishedAt()).isNotNull();
    Map<String, Long> deleted = new TreeMap<>();
    List.of("jobs", "job_ids", "results", "walks", "dispatches", "approvals", "votes")
        .forEach(table -> deleted.put(table, 3L));
    assertThat(finished.deleted()).isEqualTo(deleted);
    assertThat(audited()).containsExactly("ann asked", "ann done");
  }

  @Test
  void leavesWhatIsOwedUntilItIsNot() {
    ended("acme", THEN, new Reply("rabbitmq", "answers", "c"));
    Erasure erasure = erasures.ask("acme", "ann");

    deleteAll(erasure);
    assertThat(erasures.finish(erasure)).isEqualTo(1);
    assertThat(erasures.open(Duration.ZERO)).hasSize(1);

    execute("delete from outbox");
    deleteAll(erasure);
    assertThat(erasures.finish(erasure)).isZero();
    assertThat(count("select count(*) from jobs")).isZero();
  }

  private List<String> audited() {
    return new PostgresAuditStore(database)
        .list(new AuditStore.Query("acme", "acme", false, null, 10)).stream()
            .filter(kept -> kept.entry().action().equals("tenant.erase"))
            .map(kept -> kept.entry().actor() + " " + kept.entry().outcome())
            .sorted()
            .toList();
  }

  @Test
  void leavesWhatComesAfterItWasAskedFor() {
    JobId id = ended("acme", THEN, null);
    Erasure erasure = erasures.ask("acme", "ann");
    JobId late = ended("acme", Instant.now().plusSeconds(1), null);
    assertThat(erasures.ask("acme", "bob")).as("the same request").isEqualTo(erasure);

    deleteAll(erasure);

    assertThat(texts("select id from jobs")).containsExactly(late.toString());
    assertThat(erasures.known(Set.of(id, late))).containsExactly(late);
    assertThat(erasures.finish(erasure)).isZero();
    assertThat(erasures.open(Duration.ZERO)).isEmpty();
    assertThat(erasures.ask("acme", "bob").id()).isNotEqualTo(erasure.id());
  }

  @Test
  void deletesLettersUsesAndResultsWithoutJobs() {
    JobId id = ended("acme", THEN, null);
    List.of("'acme', null", "null, '" + id + "'", "'other', null").forEach(this::letter);
    execute("insert into image_uses (tenant, image) values ('acme', 'a'), ('other', 'a')");
    ended("acme", THEN, null);
    Erasure erasure = erasures.ask("acme", "ann");
    execute("delete from jobs where id <> '" + id + "'");

    deleteAll(erasure);

    assertThat(texts("select tenant from dead_letters")).containsExactly("other");
    assertThat(texts("select tenant from image_uses")).containsExactly("other");
    assertThat(count("select count(*) from results")).isZero();
    assertThat(count("select count(*) from walks")).isZero();
  }

  @Test
  void leavesNoLetterThatComesOfAJobMeanwhile() {
    JobId id = ended("acme", THEN, null);
    Erasure erasure = erasures.ask("acme", "ann");
    assertThat(erasures.delete(erasure, Kind.LETTERS, 10)).isZero();
    letter("'acme', '" + id + "'");

    assertThat(erasures.delete(erasure, Kind.JOBS, 10)).isZero();
    assertThat(erasures.finish(erasure)).isEqualTo(1);
    deleteAll(erasure);

    assertThat(count("select count(*) from dead_letters")).isZero();
    assertThat(erasures.finish(erasure)).isZero();
  }

  private void letter(String whose) {
    execute(
        """
        insert into dead_letters (source, code, message, headers, body, identity, envelope, tenant, job_id)
        values ('http', 'c', 'm', '[]', '', gen_random_uuid(), '{}', %s)
        """
            .formatted(whose));
  }

  @Test
  void tellsWhatIsNotFinished() {
    assertThat(erasures.knows("acme")).isFalse();
    assertThat(erasures.unfinished("acme").values()).containsOnly(0L);
    var unused = leased("acme", Instant.now(), null);
    ended("acme", THEN, new Reply("rabbitmq", "answers", "c"));
    put("acme", 2);

    assertThat(erasures.knows("acme")).isTrue();
    assertThat(erasures.kept("acme")).containsEntry("jobs", 4L).containsEntry("results", 1L);
    assertThat(erasures.unfinished("acme"))
        .isEqualTo(
            Map.of("waiting", 2L, "running", 1L, "held", 0L, "unanswered", 1L, "unmoved", 0L));
  }

  @Test
  void takesRowsOutOfColdStorageAndOfWhatIsBackFromIt() {
    for (int i = 0; i < 5; i++) {
      ended("acme", THEN.plusSeconds(2L * i), null);
      ended("other", THEN.plusSeconds(2L * i + 1), null);
    }
    OF_JOBS.forEach(this::freeze);
    assertThat(cold.restore(cold.find("jobs", MONDAY).orElseThrow(), LATER)).isTrue();
    Erasure erasure = erasures.ask("acme", "ann");

    new ColdErasure(cold, erasures).erase(erasure);
    deleteAll(erasure);

    assertThat(texts("select distinct tenant from jobs")).containsExactly("other");
    assertThat(cold.list()).hasSize(3).allMatch(manifest -> manifest.rows() == 5);
    assertThat(erasures.list("acme").get(0).deleted())
        .containsEntry("cold_jobs", 5L)
        .containsEntry("cold_results", 5L)
        .containsEntry("cold_walks", 5L)
        .containsEntry("jobs", 5L);
    assertThat(objects.list("cold/")).as("nothing of before").hasSize(3 + parts());
    assertThat(cold.export(week("jobs"))).isEqualTo(cold.find("jobs", MONDAY).orElseThrow());
    execute("delete from cold_partitions");
    assertThat(cold.export(week("jobs"))).as("as an export of now").isNotNull();
    partitions.drop(week("jobs"));
    cold.list().forEach(manifest -> assertThat(cold.restore(manifest, LATER)).isTrue());
    OF_JOBS.forEach(table -> assertThat(count("select count(*) from " + table)).isEqualTo(5));
  }

  @Test
  void finishesInColdStorageWhatWasBrokenOff() {
    ended("acme", THEN, null);
    ended("other", THEN.plusSeconds(1), null);
    OF_JOBS.forEach(this::freeze);
    List<ColdManifest> before = cold.list();
    objects.put("cold/jobs/2025-03-03/part-1-left", new byte[1]);
    String damaged = before.get(0).parts().get(0).key();
    byte[] whole = objects.get(damaged).orElseThrow();
    objects.put(damaged, new byte[1]);
    Erasure erasure = erasures.ask("acme", "ann");

    assertThatThrownBy(() -> new ColdErasure(cold, erasures).erase(erasure))
        .isInstanceOf(ObjectStoreException.class)
        .hasMessageContaining(damaged);
    objects.put(damaged, whole);
    assertThat(cold.list()).as("whole at any moment").isEqualTo(before);

    new ColdErasure(cold, erasures).erase(erasure);
    List<String> after = objects.list("cold/");
    new ColdErasure(cold, erasures).erase(erasure);
    assertThat(objects.list("cold/")).isEqualTo(after).hasSize(3 + parts());
    assertThat(cold.list()).allMatch(manifest -> manifest.rows() == 1);
  }

  private int parts() {
    return cold.list().stream().mapToInt(manifest -> manifest.parts().size()).sum();
  }

  private void freeze(String table) {
    cold.export(week(table));
    partitions.drop(week(table));
    partitions.addAhead(THEN, WEEK, 0);
    execute("delete from cold_partitions");
  }

  private void deleteAll(Erasure erasure) {
    for (Kind kind : Kind.values()) {
      while (erasures.delete(erasure, kind, 1) > 0) {
        // One after the other.
      }
    }
  }
}
