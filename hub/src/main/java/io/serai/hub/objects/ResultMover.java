package io.serai.hub.objects;

import io.serai.hub.dispatch.FailureLog;
import io.serai.hub.threads.HubThreads;
import io.serai.store.LargeParts;
import io.serai.store.UnmovedResults;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moves the large parts of results into the object store, behind everybody's back: a result is
 * stored and answered before. On a thread of its own, because an object store that is away lets its
 * callers wait.
 */
public final class ResultMover {

  private static final Logger LOG = LoggerFactory.getLogger(ResultMover.class);
  private static final Duration POLL = Duration.ofMillis(500);
  private static final int BATCH = 8;

  private final FailureLog failures = new FailureLog(LOG, "large results cannot be moved");
  private final UnmovedResults unmoved;
  private final LargeParts parts;
  private final LongAdder moved = new LongAdder();
  private final LongAdder movedBytes = new LongAdder();
  private final LongAdder failed = new LongAdder();

  /** Moves these results' parts. */
  public ResultMover(UnmovedResults unmoved, LargeParts parts) {
    this.unmoved = unmoved;
    this.parts = parts;
  }

  /**
   * Begins to move; every hub does, and each result is one hub's.
   *
   * @return stops it; what is left then, the next hub moves
   */
  public AutoCloseable open() {
    return HubThreads.every("objects", POLL, () -> failures.attempt(this::moveAll));
  }

  private void moveAll() {
    List<UnmovedResults.Entry> due;
    do {
      due = unmoved.take(BATCH);
      due.forEach(this::move);
    } while (due.size() == BATCH);
  }

  private void move(UnmovedResults.Entry entry) {
    try {
      LargeParts.Detached detached = parts.detach(entry.jobId(), entry.tenant(), entry.body());
      if (detached.keys().isEmpty()) {
        unmoved.stays(entry.jobId());
      } else {
        unmoved.moved(entry, detached);
        moved.increment();
        movedBytes.add(entry.body().length() - detached.body().length());
      }
    } catch (RuntimeException e) {
      failed.increment();
      throw e;
    }
  }

  /** Results that were moved since it began. */
  public long moved() {
    return moved.sum();
  }

  /** By how much they were shortened, in characters of JSON. */
  public long movedBytes() {
    return movedBytes.sum();
  }

  /** Tries that failed. */
  public long failed() {
    return failed.sum();
  }
}
