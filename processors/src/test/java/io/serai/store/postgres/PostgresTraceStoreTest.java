package io.serai.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.fleet.Explanation;
import io.serai.job.JobId;
import io.serai.job.Result;
import io.serai.job.Status;
import io.serai.store.Step;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The step table, over a real PostgreSQL. */
@SuppressWarnings("NullAway.Init") // JUnit opens the store before each test.
class PostgresTraceStoreTest extends DatabaseFixture {

  private static final Explanation UNEXPLAINED = new Explanation(null, List.of());

  private PostgresTraceStore traces;

  @BeforeEach
  void openStores() {
    traces = new PostgresTraceStore(database);
  }

  @AfterEach
  void closeStores() {
    traces.close();
  }

  @Test
  void tellsWhatWentIntoAStageAndWhatCameOut() {
    Result result = Samples.result(Samples.newId(), Status.SUCCEEDED);
    byte[] digests = new byte[64];
    Arrays.fill(digests, 0, 32, (byte) 0xab);
    Arrays.fill(digests, 32, 64, (byte) 0x01);

    traces.record(result, UNEXPLAINED, "routes", digests).toCompletableFuture().join();

    assertThat(traces.steps(result.jobId()))
        .containsExactly(
            new Step(
                result.timings().get(0), "sha256:" + "ab".repeat(32), "sha256:" + "01".repeat(32)));
  }

  @Test
  void readsStepsThatAnEarlierBuildWrote() {
    JobId id = Samples.newId();
    database.run(
        "write as before",
        """
        insert into walks (job_id, timings, accepted_at) values (?, '[{"stage": "moderation",
          "startUs": 1, "durationUs": 2, "outcome": "ok"}]', '-infinity')
        """,
        statement -> {
          statement.setObject(1, id.value());
          return statement.executeUpdate();
        });

    assertThat(traces.steps(id))
        .containsExactly(
            new Step(Samples.result(id, Status.SUCCEEDED).timings().get(0), null, null));
  }
}
