package io.serai.store.postgres;

import static io.serai.store.postgres.Samples.document;
import static io.serai.store.postgres.Samples.submission;
import static org.assertj.core.api.Assertions.assertThat;

import io.serai.job.JobId;
import io.serai.job.Lease;
import io.serai.job.Submission;
import io.serai.job.Usage;
import io.serai.store.RecordedJobs.Query;
import io.serai.store.RecordedJobs.Recording;
import io.serai.store.Shares;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Jobs as they were recorded, over a real PostgreSQL. */
@SuppressWarnings("NullAway.Init") // JUnit starts the server before the first test.
class PostgresRecordedJobsTest extends DatabaseFixture {

  private PostgresJobStore jobs;

  @BeforeEach
  void openStores() {
    jobs = new PostgresJobStore(database, UUID.randomUUID(), Duration.ofSeconds(30));
  }

  @AfterEach
  void closeStores() {
    jobs.close();
  }

  @Test
  void listsJobsNewestFirstAsTheyCameWithWhatTheyUsed() {
    Submission first = accept(submission(null, 5).under("0".repeat(64)));
    Lease lease = jobs.lease(1, Shares.EQUAL).get(0);
    assertThat(jobs.finish(lease, document(lease)).join()).isTrue();
    Submission second = accept(submission(null, 5));
    Submission third = accept(submission(null, 5));

    List<Recording> all = list(null, null, null, 10);
    assertThat(all)
        .extracting(each -> each.submission().job())
        .containsExactly(third.job(), second.job(), first.job());
    Recording ended = all.get(2);
    assertThat(ended.state()).isEqualTo("succeeded");
    assertThat(ended.usage()).isEqualTo(new Usage(1, 1, 1));
    assertThat(ended.submission().policies()).isEqualTo("0".repeat(64));
    assertThat(ended.submission().submitter()).isEqualTo(first.submitter());
    assertThat(all.get(0).state()).isEqualTo("unfinished");
    assertThat(all.get(0).placement()).isNull();

    List<JobId> paged = new ArrayList<>();
    JobId after = null;
    for (int i = 0; i < 3; i++) {
      after = list(null, null, after, 1).get(0).submission().job().id();
      paged.add(after);
    }
    assertThat(new PostgresRecordedJobs(database, 1).list(new Query(null, null, null, 10)))
        .extracting(each -> each.submission().job())
        .containsExactly(third.job());
    assertThat(paged).containsExactly(third.job().id(), second.job().id(), first.job().id());
    assertThat(list(null, null, after, 1)).isEmpty();
    assertThat(list(null, null, new JobId(UUID.randomUUID()), 1)).isEmpty();
    assertThat(list("nobody", null, null, 1)).isEmpty();
    assertThat(list(first.job().tenant(), Instant.EPOCH, null, 10)).hasSize(3);
    assertThat(list(null, Instant.now().plusSeconds(60), null, 10)).isEmpty();
  }

  private Submission accept(Submission submission) {
    jobs.accept(submission, false).join();
    return submission;
  }

  private List<Recording> list(
      @Nullable String tenant, @Nullable Instant since, @Nullable JobId after, int limit) {
    return new PostgresRecordedJobs(database).list(new Query(tenant, since, after, limit));
  }
}
