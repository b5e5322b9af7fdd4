package io.serai.store.postgres;

import io.serai.job.Job;
import io.serai.job.Lease;
import io.serai.job.Submission;
import io.serai.store.Acceptance;
import io.serai.store.Shares;
import io.serai.store.Shares.Share;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Two hubs on one database of its own. */
@SuppressWarnings("NullAway.Init") // JUnit opens the stores before each test.
abstract class QueueFixture extends DatabaseFixture {

  static final Duration LEASE = Duration.ofSeconds(30);
  static final Duration MOMENT = Duration.ofMillis(1);

  PostgresJobStore here;
  PostgresJobStore there;

  @BeforeEach
  void openHubs() {
    here = store(LEASE);
    there = store(LEASE);
  }

  @AfterEach
  void closeHubs() {
    here.close();
    there.close();
  }

  /** Another hub, which holds its leases for so long. */
  PostgresJobStore store(Duration lease) {
    return new PostgresJobStore(database, UUID.randomUUID(), lease);
  }

  static Shares weights(Map<String, Double> weights) {
    Map<String, Share> shares = new HashMap<>();
    weights.forEach((tenant, weight) -> shares.put(tenant, new Share(weight, Integer.MAX_VALUE)));
    return new Shares(Shares.EQUAL.byDefault(), shares);
  }

  static Submission of(String tenant) {
    return Samples.offered(Samples.job(Samples.newId(), tenant, null, 5), null);
  }

  static Submission timed(@Nullable Instant notBefore, @Nullable Instant deadline) {
    Job plain = Samples.job(Samples.newId(), "default", null, 5);
    return Samples.offered(Samples.timed(plain, notBefore, deadline), null);
  }

  /** Offers a job to a hub that would like to run it. */
  static Acceptance offer(PostgresJobStore store, Submission submission) {
    return store.accept(submission, true).join();
  }

  static Lease leased(PostgresJobStore store, Submission submission) {
    return ((Acceptance.Leased) offer(store, submission)).lease();
  }

  /** Puts jobs of a tenant into the queue, without anybody running them. */
  void put(String tenant, int count) {
    execute(
        """
        with made as (
          insert into jobs (id, tenant, source, language, priority, trace_id, body, accepted_at)
          select id, '%1$s', 'http', 'python', 5, 't',
                 json_build_object('id', id, 'tenant', '%1$s', 'kind', 'code', 'language', 'python', 'code', '1',
                   'files', '[]'::json, 'network', 'none', 'priority', 5, 'labels', '{}'::json,
                   'placement', '{"clouds": [], "regions": []}'::json,
                   'limits', '{"timeoutMs": 1, "cpuMs": 1, "memoryMb": 1, "diskMb": 1, "fileMb": 1, "pids": 1,
                               "openFiles": 1, "outputBytes": 1}'::json), clock_timestamp()
          from (select gen_random_uuid() as id from generate_series(1, %2$d)) as ids
          returning id, tenant, priority, accepted_at
        ), named as (
          insert into job_ids (id, tenant, accepted_at) select id, tenant, accepted_at from made
        )
        insert into queue (job_id, tenant, priority, accepted_at, attempt)
        select id, tenant, priority, accepted_at, 0 from made
        """
            .formatted(tenant, count));
  }

  void execute(String sql) {
    var unused = database.run("prepare a test", sql, PreparedStatement::executeUpdate);
  }

  long count(String sql) {
    return Long.parseLong(texts(sql).get(0));
  }

  List<String> texts(String sql) {
    return database.run(
        "look for a test",
        sql,
        statement -> {
          List<String> found = new ArrayList<>();
          try (ResultSet row = statement.executeQuery()) {
            while (row.next()) {
              found.add(row.getString(1));
            }
          }
          return found;
        });
  }
}
