package io.serai.recipients;

import io.serai.fleet.Attempt;
import io.serai.fleet.Choice;
import io.serai.fleet.Dispatch;
import io.serai.fleet.Occupancy;
import io.serai.job.Deferred;
import io.serai.job.Job;
import io.serai.job.Reason;
import io.serai.job.Refused;
import io.serai.job.Status;
import io.serai.sandbox.Answer;
import io.serai.sandbox.NeverRanException;
import io.serai.sandbox.RunResult;
import io.serai.sandbox.UnknownOutcomeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The way of one copy of a job: from place to place, best first, until one answers. It goes on to
 * the next only when the job certainly did not start, or may run twice. Used by one thread at a
 * time; it can be stopped from any.
 */
public final class Course {

  /** A node that was lost sight of has this long, beyond the job's own limit, to come back. */
  private static final Duration GRACE = Duration.ofSeconds(60);

  /** Codes of never having run that say nothing against the place. */
  private static final Set<String> NO_FAULT =
      Set.of("full", "draining", "not-offered", "revoked", "bulkhead-full", "breaker-open");

  private final Job job;
  private final String jobClass;
  private final Deque<Choice> ahead;
  private final @Nullable Race race;
  private final Consumer<Attempt> attempts;
  private @Nullable Choice current;
  private @Nullable Dispatch dispatch;
  private long startedNanos;
  private volatile long begunNanos;
  private @Nullable Answer answer;
  private @Nullable RuntimeException failure;
  private volatile @Nullable Occupancy occupancy;
  private volatile boolean stopped;
  private volatile @Nullable Runnable stopping;

  /**
   * A course that has not begun.
   *
   * @param job what is sent
   * @param jobClass as which it was weighed
   * @param choices where to, best first
   * @param race against others; absent when it is alone
   * @param attempts is told of every try
   */
  Course(
      Job job,
      String jobClass,
      List<Choice> choices,
      @Nullable Race race,
      Consumer<Attempt> attempts) {
    this.job = job;
    this.jobClass = jobClass;
    this.ahead = new ArrayDeque<>(choices);
    this.race = race;
    this.attempts = attempts;
    if (race != null) {
      race.enter(this);
    }
  }

  /** Moves on to the next place, when it is its turn; none when another course has won. */
  @Nullable Choice next() throws InterruptedException {
    boolean begins = current == null;
    if (begins && race != null && !race.awaitStart(this)) {
      ahead.clear();
      return null;
    }
    current = ahead.pop();
    return current;
  }

  /** It is sent, to a node where there is a dispatch. */
  void sent(@Nullable Dispatch to, long nowNanos) {
    dispatch = to;
    startedNanos = nowNanos;
    begunNanos = 0;
    stopping = null;
    occupancy = null;
    current().place().sent();
  }

  private Choice current() {
    return Objects.requireNonNull(current);
  }

  @Nullable Dispatch dispatch() {
    return dispatch;
  }

  /** Whether there is another place to try. */
  boolean underWay() {
    return !stopped && answer == null && failure == null && !ahead.isEmpty();
  }

  /** The place has answered. */
  void answered(RunResult run, Walked walked) {
    if (run.status() == Status.CANCELLED) {
      current().place().abandoned();
    } else {
      double elapsedMs = (walked.nowNanos() - startedNanos) / 1e6;
      current().place().answered(jobClass, elapsedMs, (double) run.usage().wallMs());
    }
    handOnOccupancy();
    answer = new Answer(current().placement(), run);
    note(walked, run.status().word(), null);
    if (race != null && !stopped) {
      race.arrived(this);
    }
  }

  /**
   * There was no answer.
   *
   * @return whether it is known what became of it there
   */
  boolean missed(RuntimeException cause, Walked walked) {
    boolean known = judge(cause, walked.now());
    handOnOccupancy();
    if (failure == null && ahead.isEmpty()) {
      failure =
          new Deferred(Reason.of("recipients", "no-capacity", String.valueOf(cause.getMessage())));
    }
    note(walked, code(cause), cause.getMessage());
    if (failure != null && race != null) {
      race.failed();
    }
    return known;
  }

  /** The place says with its answer, which is not heard yet, how full it is. */
  void told(Occupancy how) {
    occupancy = how;
  }

  private void handOnOccupancy() {
    Occupancy told = occupancy;
    if (told != null) {
      current().place().told(told);
    }
  }

  private boolean judge(RuntimeException cause, Instant now) {
    if (cause instanceof NeverRanException neverRan) {
      if (NO_FAULT.contains(neverRan.code())) {
        current().place().turnedAway();
      } else {
        current().place().failed();
      }
      return true;
    }
    if (cause instanceof Refused) {
      current().place().abandoned();
      failure = cause;
      return true;
    }
    current().place().failed();
    if (job.idempotent()) {
      return true;
    }
    boolean mayAnswerYet =
        cause instanceof UnknownOutcomeException unknown && !unknown.gone() && !isOverdue(now);
    failure =
        mayAnswerYet
            ? new Deferred(
                Reason.of("recipients", "outcome-unknown", String.valueOf(cause.getMessage())))
            : cause;
    return !mayAnswerYet;
  }

  private boolean isOverdue(Instant now) {
    return dispatch == null
        || now.isAfter(dispatch.sentAt().plusMillis(job.limits().timeoutMs()).plus(GRACE));
  }

  /** The word for why there was no answer. */
  static String code(RuntimeException cause) {
    if (cause instanceof NeverRanException neverRan) {
      return neverRan.code();
    }
    if (cause instanceof Refused refused) {
      return refused.reason().code();
    }
    if (cause instanceof UnknownOutcomeException unknown) {
      return unknown.gone() ? "lost" : "outcome-unknown";
    }
    return "sandbox-failed";
  }

  private void note(Walked walked, String outcome, @Nullable String message) {
    attempts.accept(
        new Attempt(
            current().placement().target(),
            current().placement().node(),
            dispatch == null ? null : dispatch.runId(),
            outcome,
            message,
            TimeUnit.NANOSECONDS.toMicros(startedNanos - walked.originNanos()),
            TimeUnit.NANOSECONDS.toMicros(walked.nowNanos() - startedNanos),
            waited()));
  }

  /** A node knows itself how long a run waited there. */
  private @Nullable Long waited() {
    long begun = begunNanos;
    return begun == 0 || dispatch != null
        ? null
        : TimeUnit.NANOSECONDS.toMicros(begun - startedNanos);
  }

  /** What was sent begins to run; this is the means to stop it. */
  void begins(Runnable stop) {
    begunNanos = System.nanoTime();
    stopping = stop;
    if (stopped) {
      stop.run();
    }
  }

  /** Gives up: whatever runs of it is stopped. */
  void stop() {
    stopped = true;
    Runnable running = stopping;
    if (running != null) {
      running.run();
    }
  }

  /** What it came back with; absent when with nothing. */
  @Nullable Answer answer() {
    return answer;
  }

  /** Why it came back with nothing; absent when it did not. */
  @Nullable RuntimeException failure() {
    return failure;
  }

  /** Whether its answer is the one that counts. */
  boolean counts() {
    return answer != null && (race == null || race.isWonBy(this));
  }
}
