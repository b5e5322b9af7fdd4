package io.serai.hub.events;

import io.serai.hub.dispatch.RunningJobs;
import io.serai.job.JobId;
import io.serai.job.Result;
import io.serai.sandbox.RunObserver;
import io.serai.store.JobView;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * The live events of the jobs that run on this hub. A watcher who comes late gets what happened
 * before, up to a bound. Thread-safe.
 */
public final class JobEvents {

  private final RunningJobs running;
  private final ConcurrentHashMap<JobId, EventLog> logs = new ConcurrentHashMap<>();

  /** Events of the jobs that run here. */
  public JobEvents(RunningJobs running) {
    this.running = running;
  }

  /** The observer that turns one run into events. */
  public RunObserver observe(JobId id) {
    return new RunObserver() {
      @Override
      public void starting(Runnable kill) {
        running.started(id, kill);
        publish(id, "state", Map.of("state", "running"));
      }

      @Override
      public void output(Stream stream, byte[] chunk) {
        String text = new String(chunk, StandardCharsets.UTF_8);
        publish(id, stream.name().toLowerCase(Locale.ROOT), Map.of("text", text));
      }
    };
  }

  /** The job waits for approval: tells those who watch. What nobody watches is not kept. */
  public void held(JobId id) {
    JobEvent event = new JobEvent("state", Map.of("state", JobView.WAITING_FOR_APPROVAL));
    logs.computeIfPresent(
        id,
        (unused, log) -> {
          log.publish(event);
          return log;
        });
  }

  /** The job has ended: tells its watchers, and forgets it. */
  public void ended(Result result) {
    EventLog log = logs.remove(result.jobId());
    if (log != null) {
      log.end(new JobEvent("result", result));
    }
  }

  /**
   * Watches a job until it ends.
   *
   * @return how to stop watching
   */
  public Runnable watch(JobId id, Consumer<JobEvent> watcher) {
    EventLog log = logs.computeIfAbsent(id, unused -> new EventLog());
    log.add(watcher);
    return () -> log.remove(watcher);
  }

  /** Forgets a job nobody watches and that does not run here. */
  public void forget(JobId id) {
    logs.computeIfPresent(id, (unused, log) -> log.idle() ? null : log);
  }

  private void publish(JobId id, String name, Object data) {
    logs.computeIfAbsent(id, unused -> new EventLog()).publish(new JobEvent(name, data));
  }
}
