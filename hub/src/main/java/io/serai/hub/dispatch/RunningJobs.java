package io.serai.hub.dispatch;

import io.serai.job.JobId;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/** The jobs whose code runs on this hub now, and how to stop each. Thread-safe. */
public final class RunningJobs {

  private final ConcurrentHashMap<JobId, Collection<Runnable>> kills = new ConcurrentHashMap<>();
  private final Set<JobId> doomed = ConcurrentHashMap.newKeySet();

  /** A sandbox of a job starts; stops it at once when the job's cancel came before. */
  public void started(JobId id, Runnable kill) {
    kills.computeIfAbsent(id, unused -> new ConcurrentLinkedQueue<>()).add(kill);
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
    kills.getOrDefault(id, List.of()).forEach(Runnable::run);
  }
}
