package io.serai.store.postgres;

import io.serai.job.JobId;
import io.serai.job.Lease;
import io.serai.job.Result;
import io.serai.job.Submission;
import io.serai.store.Acceptance;
import io.serai.store.EndedJob;
import io.serai.store.JobQuery;
import io.serai.store.JobStore;
import io.serai.store.JobView;
import io.serai.store.LargeParts;
import io.serai.store.QueueState;
import io.serai.store.Renewal;
import io.serai.store.ResultDocument;
import io.serai.store.Shares;
import java.sql.ResultSet;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The jobs, their queue and their results. */
public final class PostgresJobStore implements JobStore, AutoCloseable {

  private static final String CANCEL = Sql.load("cancel-job");
  private static final String FIND = Sql.load("find-job");

  private final Database database;
  private final JobQueue queue;
  private final JobListing listing;
  private final GroupCommit<AcceptWriter.Offer, Acceptance> accepts;
  private final GroupCommit<FinishWriter.Finish, Boolean> finishes;
  private final LargeParts parts;

  /** The store of a hub that keeps results whole. */
  public PostgresJobStore(Database database, UUID hub, Duration leaseTime) {
    this(database, hub, leaseTime, LargeParts.none());
  }

  /**
   * The store as one hub sees it.
   *
   * @param database where it is kept
   * @param hub this hub, new at each start: it owns the leases it takes
   * @param leaseTime how long a lease stands unless it is renewed
   * @param parts where large parts of results are kept
   */
  public PostgresJobStore(Database database, UUID hub, Duration leaseTime, LargeParts parts) {
    this.database = database;
    this.parts = parts;
    this.queue = new JobQueue(database, hub, leaseTime);
    this.listing = new JobListing(database);
    this.accepts =
        new GroupCommit<>("accept", Duration.ZERO, database, new AcceptWriter(hub, leaseTime));
    this.finishes = GroupCommit.persistent("finish", database, new FinishWriter(parts.fromBytes()));
  }

  @Override
  public CompletableFuture<Acceptance> accept(Submission submission, boolean lease) {
    // Written out here, by the many who submit, rather than by the one who writes.
    String body = Documents.write(submission.job());
    return accepts.submit(new AcceptWriter.Offer(submission, body, lease));
  }

  @Override
  public CompletableFuture<Boolean> finish(Lease lease, ResultDocument result) {
    return finishes.submit(new FinishWriter.Finish(lease, result));
  }

  @Override
  public List<Lease> lease(int max, Shares shares) {
    return queue.lease(max, shares);
  }

  @Override
  public Renewal renew(Collection<Lease> held) {
    return queue.renew(held);
  }

  @Override
  public boolean starting(Lease lease) {
    return queue.starting(lease);
  }

  @Override
  public boolean release(Lease lease, Duration delay, String waitsFor) {
    return queue.release(lease, delay, waitsFor);
  }

  @Override
  public List<Lease> handBack(Collection<Lease> leases) {
    return queue.handBack(leases);
  }

  @Override
  public int waiting(String tenant, int most) {
    return queue.waiting(tenant, most);
  }

  @Override
  public int beat() {
    return queue.beat();
  }

  @Override
  public QueueState tend() {
    Repetitions.owe(database);
    return queue.tend();
  }

  @Override
  public List<EndedJob> takeEnded() {
    return queue.takeEnded();
  }

  @Override
  public Cancellation cancel(JobId id, Result result) {
    Cancellation cancellation =
        database.byIndex(
            "cancel a job",
            CANCEL,
            statement -> {
              statement.setObject(1, id.value());
              statement.setString(2, Documents.write(result));
              try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getInt("cancelled") == 1
                    ? Cancellation.CANCELLED
                    : row.getInt("asked") == 1 ? Cancellation.REQUESTED : Cancellation.UNKNOWN;
              }
            });
    return cancellation == Cancellation.UNKNOWN && find(id).isPresent()
        ? Cancellation.ALREADY_FINISHED
        : cancellation;
  }

  @Override
  public Optional<JobView> find(JobId id, @Nullable String tenant) {
    // No connection is held while the object store is asked.
    return find(id, tenant, true).map(row -> row.complete(parts));
  }

  @Override
  public Optional<JobView> findWithoutResult(JobId id, @Nullable String tenant) {
    return find(id, tenant, false).map(row -> row.complete(parts));
  }

  private Optional<JobRow> find(JobId id, @Nullable String tenant, boolean result) {
    return database
        .run(
            "find a job",
            FIND,
            statement -> {
              statement.setBoolean(1, result);
              statement.setObject(2, id.value());
              statement.setString(3, tenant);
              statement.setString(4, tenant);
              return JobRow.readAll(statement);
            })
        .stream()
        .findFirst();
  }

  @Override
  public List<JobView> list(JobQuery query) {
    return listing.list(query);
  }

  @Override
  public void close() {
    accepts.close();
    finishes.close();
  }
}
