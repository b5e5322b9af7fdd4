package io.serai.bench;

import com.zaxxer.hikari.HikariDataSource;
import org.jobrunr.configuration.JobRunr;
import org.jobrunr.configuration.JobRunrConfiguration.JobRunrConfigurationResult;
import org.jobrunr.jobs.lambdas.JobRequest;
import org.jobrunr.jobs.lambdas.JobRequestHandler;
import org.jobrunr.server.BackgroundJobServerConfiguration;
import org.jobrunr.server.JobActivator;
import org.jobrunr.storage.sql.postgres.PostgresStorageProvider;

/** JobRunr, with requests and handlers, which it has to analyse less than lambdas. */
final class JobRunrQueue implements DurableQueue {

  /** It looks for jobs as seldom as this, once it has found none. */
  private static final int POLL_SECONDS = 5;

  private final HikariDataSource database;
  private final JobRunrConfigurationResult jobRunr;
  private final Backlog backlog;

  /** A job that does nothing. */
  public record Noop() implements JobRequest {
    @Override
    public Class<Handler> getJobRequestHandler() {
      return Handler.class;
    }
  }

  /** What does nothing, and says so. */
  public record Handler(Backlog backlog) implements JobRequestHandler<Noop> {
    @Override
    public void run(Noop job) {
      backlog.completedOne();
    }
  }

  JobRunrQueue(HikariDataSource database, int workers) {
    this.database = database;
    this.backlog = new Backlog(this::insert);
    this.jobRunr =
        JobRunr.configure()
            .useJobActivator(handlers(backlog))
            .useStorageProvider(new PostgresStorageProvider(database))
            .useBackgroundJobServer(
                BackgroundJobServerConfiguration.usingStandardBackgroundJobServerConfiguration()
                    .andWorkerCount(workers)
                    .andPollIntervalInSeconds(POLL_SECONDS))
            .initialize();
  }

  private static JobActivator handlers(Backlog backlog) {
    return new JobActivator() {
      @Override
      public <T> T activateJob(Class<T> type) {
        return type.cast(new Handler(backlog));
      }
    };
  }

  private void insert() {
    jobRunr.getJobRequestScheduler().enqueue(new Noop());
  }

  @Override
  public String name() {
    return "JobRunr";
  }

  @Override
  public double perSecond(int seconds) throws InterruptedException {
    return backlog.perSecond(POLL_SECONDS + 1, seconds);
  }

  @Override
  public void close() {
    jobRunr.getBackgroundJobServer().stop();
    database.close();
  }
}
