package io.serai.hub.dispatch;

import io.serai.job.JobId;
import java.util.Collection;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/** The jobs on their walk on this hub now, and how to stop what runs of each. Thread-safe. */
public final class RunningJobs {

  private final ConcurrentHashMap<JobId, Walk> walks = new ConcurrentHashMap<>();

  /** One walk: what runs of it, and whether that is to stop. */
  private static final class Walk {

    private final Collection<Runnable> kills = new ConcurrentLinkedQueue<>();
    private volatile boolean doomed;

    void started(Runnable kill) {
      kills.add(kill);
      if (doomed) {
        kill.run();
      }
    }

    void kill() {
      doomed = true;
      kills.forEach(Runnable::run);
    }
  }

  /** A job's walk begins. */
  public void begins(JobId id) {
    walks.put(id, new Walk());
  }

  /** A sandbox of a job starts; stops it at once when the job's cancel came before. */
  public void started(JobId id, Runnable kill) {
    walks.computeIfAbsent(id, unused -> new Walk()).started(kill);
  }

  /** A job's walk has ended. */
  public void ended(JobId id) {
    walks.remove(id);
  }

  /** Stops a job that is on its walk here, now or as soon as it starts; any other is left alone. */
  public void kill(JobId id) {
    Walk walk = walks.get(id);
    if (walk != null) {
      walk.kill();
    }
  }
}
