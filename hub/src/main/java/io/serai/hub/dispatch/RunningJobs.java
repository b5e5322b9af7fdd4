package io.serai.hub.dispatch;

import io.serai.job.JobId;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The jobs whose code runs on this hub now, and how to stop each. Thread-safe. */
public final class RunningJobs {

  private final ConcurrentHashMap<JobId, Runnable> kills = new ConcurrentHashMap<>();
  private final Set<JobId> doomed = ConcurrentHashMap.newKeySet();

  /** A job's sandbox starts; stops it at once when its cancel came before. */
  public void started(JobId id, Runnable kill) {
    kills.put(id, kill);
    if (doomed.contains(id)) {
      kill.run();
    }
  }

  /** A job's walk has ended. */
  public void ended(JobId id) {
    kills.remove(id);
    doomed.remove(id);
  }

  /** Stops a job that is leased to this hub, now or as soon as it starts. */
  public void kill(JobId id) {
    doomed.add(id);
    Runnable kill = kills.get(id);
    if (kill != null) {
      kill.run();
    }
  }
}
