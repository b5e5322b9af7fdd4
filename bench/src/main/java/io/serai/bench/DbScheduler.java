package io.serai.bench;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/** db-scheduler, set up for throughput as its documentation says. */
final class DbScheduler implements DurableQueue {

  private static final String TABLE =
      """
      create table scheduled_tasks (
        task_name text, task_instance text, task_data bytea, execution_time timestamptz not null,
        picked boolean not null, picked_by text, last_success timestamptz, last_failure timestamptz,
        consecutive_failures integer, last_heartbeat timestamptz, version bigint not null,
        priority smallint, primary key (task_name, task_instance));
      create index on scheduled_tasks (execution_time);
      create index on scheduled_tasks (last_heartbeat)
      """;

  private final HikariDataSource database;
  private final Scheduler scheduler;
  private final OneTimeTask<Void> task;
  private final Backlog backlog = new Backlog(this::insert);

  DbScheduler(HikariDataSource database, int workers) {
    this.database = database;
    Databases.execute(database, TABLE);
    task = Tasks.oneTime("noop").execute((instance, context) -> backlog.completedOne());
    scheduler =
        Scheduler.create(database, task)
            .threads(workers)
            .pollingInterval(Duration.ofMillis(50))
            .pollUsingLockAndFetch(1, 4)
            .build();
    scheduler.start();
  }

  private void insert() {
    scheduler.schedule(task.instance(UUID.randomUUID().toString()), Instant.now());
  }

  @Override
  public String name() {
    return "db-scheduler";
  }

  @Override
  public double perSecond(int seconds) throws InterruptedException {
    return backlog.perSecond(1, seconds);
  }

  @Override
  public void close() {
    scheduler.stop();
    database.close();
  }
}
