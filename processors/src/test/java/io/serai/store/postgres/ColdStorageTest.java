package io.serai.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.serai.job.Job;
import io.serai.job.Submission;
import io.serai.store.Acceptance;
import io.serai.store.ColdManifest;
import io.serai.store.ColdStorage;
import io.serai.store.JobView;
import io.serai.store.MemoryObjects;
import io.serai.store.ObjectStoreException;
import io.serai.store.Partition;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes into cold storage comes back byte for byte, or not at all. */
@SuppressWarnings("NullAway.Init") // JUnit opens the stores before each test.
class ColdStorageTest extends QueueFixture {

  private static final Duration WEEK = Duration.ofDays(7);
  private static final Instant MONDAY = Instant.parse("2025-03-03T00:00:00Z");
  private static final Instant THEN = Instant.parse("2025-03-05T06:07:08.123456Z");
  private static final Instant LATER = Instant.parse("2099-01-01T00:00:00Z");

  /** Rows that are easily changed on the way: none of these texts is what a parser would write. */
  private static final String AWKWARD =
      """
      create temporary table odd as
      select n, gen_random_uuid() as id, timestamptz '2025-03-04 23:59:59.999999+00' + n * interval '1 us' as at
      from generate_series(1, 40) as n;
      insert into job_ids (id, tenant, idempotency_key, accepted_at)
      select id, 'grüße 😀', 'key ' || n, at from odd;
      insert into jobs (id, tenant, idempotency_key, source, language, priority, trace_id, reply, body, accepted_at)
      select id, 'grüße 😀', 'key ' || n, E'tab\\there "quoted" back\\\\slash', 'python', 5, repeat('0', 32),
             case n % 3 when 0 then 'null'::json when 1 then '"\\u00e9 \\ud83d\\ude00"' end,
             E'{ "z" : 1.50,\\n  "a":\\t1e2, "a": 1, "nul": "\\\\u0000", "bs": "\\\\\\\\u0000",\\r\\n "e": "\\\\u00e9" }', at
      from odd;
      insert into results (job_id, tenant, status, body, accepted_at, finished_at)
      select id, 'grüße 😀', 'succeeded', ('{"stdout":"' || repeat('ä\\n', 100) || '"}')::json, at, 'infinity' from odd;
      insert into walks (job_id, timings, accepted_at) select id, '[ ]', at from odd;
      insert into bills (job_id, tenant, cloud, target, amount, currency, lines, charged_at, accepted_at)
      select id, 'grüße 😀', '', 'local', (array[1.500, 0.000000000000000000010, 'NaN', 1e30, 100])[1 + n % 5], 'USD',
             '[{"kind": "cpu", "quantity": 1, "amount": 1.500}]', at, at from odd;
      insert into audit (at, actor, action, subject, outcome, detail)
      select at, 'hub', 'x', id, 'done', '{"b": "1", "a": "2"}' from odd
      """;

  private final MemoryObjects objects = new MemoryObjects();
  private PostgresPartitionStore partitions;
  private ColdStorage cold;

  @BeforeEach
  void openStores() {
    partitions = new PostgresPartitionStore(database);
    partitions.addAhead(THEN, WEEK, 0);
    cold = storage(objects);
  }

  @ParameterizedTest
  @ValueSource(strings = {"jobs", "results", "walks", "bills", "audit"})
  void comesBackByteForByte(String table) {
    execute(AWKWARD);
    List<String> before = rows(table);
    String ids = "select i::text from job_ids i order by id";
    List<String> idsBefore = texts(ids);
    String spent = "select s::text from spending s";
    List<String> spentBefore = texts(spent);

    ColdManifest manifest = cold.export(week(table));
    partitions.drop(week(table));
    assertThat(rows(table)).isEmpty();
    assertThat(cold.restore(manifest, LATER)).isTrue();

    assertThat(rows(table)).hasSize(40).isEqualTo(before);
    assertThat(texts(ids)).isEqualTo(idsBefore);
    assertThat(texts(spent)).as("billed once").isEqualTo(spentBefore);
    MemoryObjects others = new MemoryObjects();
    assertThat(storage(others).export(week(table))).isEqualTo(manifest);
    assertThat(contents(others)).isEqualTo(contents(objects));
    assertThat(manifest.rows()).isEqualTo(40);
  }

  @Test
  void isFoundAgainAsTheJobItWas() {
    Job job = Samples.job(Samples.newId(), "acme", "key", 5);
    finish(job);
    JobView before = here.find(job.id()).orElseThrow();

    for (String table : List.of("jobs", "results")) {
      cold.export(week(table));
      partitions.drop(week(table));
    }
    assertThat(here.find(job.id())).isEmpty();
    cold.list().forEach(manifest -> assertThat(cold.restore(manifest, LATER)).isTrue());

    assertThat(here.find(job.id())).hasValue(before);
    Job again = Samples.job(Samples.newId(), "acme", "key", 5);
    assertThat(here.accept(at(again), false).join()).isEqualTo(new Acceptance.Duplicate(job.id()));
  }

  @Test
  void isInPartsOfBoundedSizeThatAreAllListed() {
    execute(AWKWARD);

    ColdManifest manifest = new ColdStorage(objects, rows(), partitions, 1).export(week("results"));

    assertThat(manifest.parts()).hasSize(40).allMatch(part -> part.rows() == 1);
    assertThat(objects.list("cold/results/2025-03-03/")).hasSize(41);
    assertThat(cold.list()).containsExactly(manifest);
    assertThat(cold.find("results", MONDAY)).hasValue(manifest);
    partitions.drop(week("results"));
    assertThat(cold.restore(manifest, LATER)).isTrue();
    assertThat(rows("results")).hasSize(40);
  }

  @Test
  void ofAnEmptyPartitionHasNoParts() {
    ColdManifest manifest = cold.export(week("walks"));

    assertThat(manifest.parts()).isEmpty();
    partitions.drop(week("walks"));
    assertThat(cold.restore(manifest, LATER)).isTrue();
    assertThat(rows("walks")).isEmpty();
  }

  @Test
  void refusesWhatIsDamagedOrGoneAndRestoresNothingOfIt() {
    execute(AWKWARD);
    ColdManifest manifest = cold.export(week("jobs"));
    ColdManifest other = cold.export(week("results"));
    partitions.drop(week("jobs"));
    String key = manifest.parts().get(1).key();

    byte[] flipped = objects.get(key).orElseThrow();
    flipped[flipped.length / 2] ^= 1;
    objects.put(key, flipped);
    assertRefused(manifest, "object '" + key + "' is damaged");
    objects.put(key, "plain".getBytes(StandardCharsets.UTF_8));
    assertRefused(manifest, "object '" + key + "' is damaged");
    objects.put(key, objects.get(other.parts().get(0).key()).orElseThrow());
    assertRefused(manifest, "object '" + key + "' is damaged; its digest is another");
    objects.delete(key);
    assertRefused(manifest, "object '" + key + "' is gone");
  }

  private void assertRefused(ColdManifest manifest, String why) {
    assertThatThrownBy(() -> cold.restore(manifest, LATER))
        .isInstanceOf(ObjectStoreException.class)
        .hasMessageContaining(why);
    assertThat(partitions.list()).doesNotContain(week("jobs"));
  }

  @Test
  void isNotThereBeforeAllOfItIs() {
    execute(AWKWARD);
    objects.away(true);

    assertThatThrownBy(() -> cold.export(week("jobs"))).isInstanceOf(ObjectStoreException.class);

    objects.away(false);
    assertThat(cold.list()).isEmpty();
    assertThat(cold.export(week("jobs")).rows()).isEqualTo(40);
  }

  @Test
  void isNeverReplacedBySomethingElse() {
    execute(AWKWARD);
    ColdManifest manifest = cold.export(week("jobs"));
    assertThat(cold.export(week("jobs"))).as("a second time").isEqualTo(manifest);

    execute("delete from jobs where idempotency_key = 'key 7'");
    assertThat(cold.export(week("jobs"))).as("known to be there").isEqualTo(manifest);
    execute("delete from cold_partitions");

    assertThatThrownBy(() -> cold.export(week("jobs")))
        .isInstanceOf(ObjectStoreException.class)
        .hasMessage(
            "partition 'jobs_20250303' is not what cold storage has of it;"
                + " move 'cold/jobs/2025-03-03/' away to export it anew");
    assertThat(cold.list()).containsExactly(manifest);
  }

  @Test
  void comesBackOnceAndStaysForItsTime() {
    execute(AWKWARD);
    ColdManifest manifest = cold.export(week("jobs"));
    assertThat(cold.restore(manifest, LATER)).as("there").isFalse();
    PostgresRetentionStore retention = new PostgresRetentionStore(database);
    assertThat(retention.deleteJobs("grüße 😀", Instant.now(), 100)).as("as it is there").isZero();
    assertThat(cold.keptUntil(week("jobs"))).hasValue(MONDAY.plus(WEEK));
    partitions.drop(week("jobs"));

    assertThat(cold.restore(manifest, LATER)).isTrue();

    assertThat(cold.restore(manifest, LATER)).as("a second time").isFalse();
    assertThat(cold.keptUntil(week("jobs"))).hasValue(LATER);
    assertThat(retention.deleteJobs("grüße 😀", Instant.now(), 100)).isZero();
    assertThat(cold.export(week("jobs"))).isEqualTo(manifest);
    partitions.drop(week("jobs"));
    assertThat(cold.keptUntil(week("jobs"))).isEmpty();
    assertThat(count("select count(*) from job_ids")).isZero();
  }

  @Test
  void keepsTheObjectsOfItsResults() {
    Job job = Samples.job(Samples.newId(), "acme", null, 5);
    finish(job);
    execute("insert into moved_results (job_id, keys) select id, array['a'] from job_ids");
    PostgresRetentionStore retention = new PostgresRetentionStore(database);
    ColdManifest manifest = cold.export(week("jobs"));

    retention.keepObjects(week("jobs"));
    partitions.drop(week("jobs"));
    assertThat(retention.remains(10)).isEmpty();

    cold.restore(manifest, LATER);
    assertThat(retention.remains(10)).isEmpty();
    partitions.drop(week("jobs"));
    assertThat(retention.remains(10)).as("dropped for good").hasSize(1);
  }

  private void finish(Job job) {
    Acceptance.Leased leased = (Acceptance.Leased) offer(here, at(job));
    assertThat(here.finish(leased.lease(), Samples.document(leased.lease())).join()).isTrue();
  }

  private static Submission at(Job job) {
    return new Submission(job, "local", "http", null, "0".repeat(32), "1".repeat(16), THEN);
  }

  private PostgresPartitionRows rows() {
    return new PostgresPartitionRows(database);
  }

  private ColdStorage storage(MemoryObjects into) {
    return new ColdStorage(into, rows(), partitions, 8_000);
  }

  private static Partition week(String table) {
    return new Partition(table, table + "_20250303", MONDAY, MONDAY.plus(WEEK));
  }

  /** As the database writes them, every column as it is. */
  private List<String> rows(String table) {
    String key = table.equals("audit") ? "at" : "accepted_at";
    return texts(
        "select t::text from %s t where %s < '2025-04-01' order by %2$s".formatted(table, key));
  }

  private static List<String> contents(MemoryObjects objects) {
    List<String> contents = new ArrayList<>();
    for (String key : objects.list("cold/")) {
      byte[] bytes = objects.get(key).orElseThrow();
      contents.add(key + " " + new String(bytes, StandardCharsets.ISO_8859_1));
    }
    return contents;
  }
}
