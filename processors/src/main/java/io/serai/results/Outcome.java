package io.serai.results;

import io.serai.job.Copy;
import io.serai.job.Cost;
import io.serai.job.Job;
import io.serai.job.Lease;
import io.serai.job.Limits;
import io.serai.job.Placement;
import io.serai.job.Reason;
import io.serai.job.Refused;
import io.serai.job.Result;
import io.serai.job.Status;
import io.serai.job.StopReason;
import io.serai.job.Timing;
import io.serai.job.Usage;
import io.serai.job.Verdict;
import io.serai.sandbox.Answer;
import io.serai.sandbox.Report;
import io.serai.sandbox.RunResult;
import io.serai.sandbox.UnknownOutcomeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * What a walk came to, before it is priced.
 *
 * @param lease the job
 * @param policies the digest of those that it walked under; absent when these could not be had
 * @param routes the digest of those that it walked through; absent when that is not known
 * @param verdict what moderation said; absent when it was not reached
 * @param placement where it was sent; absent when the router was not reached
 * @param answers what each of several places made of it, that of the run first; empty when it ran
 *     in one
 * @param run what the sandbox reported; absent when it was not reached or failed
 * @param failure what stopped the walk; absent when nothing did
 */
record Outcome(
    Lease lease,
    @Nullable String policies,
    @Nullable String routes,
    @Nullable Verdict verdict,
    @Nullable Placement placement,
    List<Answer> answers,
    @Nullable RunResult run,
    @Nullable Throwable failure) {

  private static final String EXPIRED = "expired";

  Usage usage() {
    return run == null ? Usage.NONE : run.usage();
  }

  /** The result of this walk at the given prices (target, usage). */
  Result result(BiFunction<String, Usage, Cost> pricing, List<Timing> timings) {
    Job job = lease.job();
    return new Result(
        job.id(),
        status(),
        stopReason(),
        run == null ? null : run.exitCode(),
        run == null ? null : run.signal(),
        run == null ? "" : run.stdout(),
        run == null ? "" : run.stderr(),
        run != null && run.truncated(),
        report().value(),
        report().error(),
        report().images(),
        run == null ? List.of() : run.artifacts(),
        usage(),
        cost(pricing),
        verdict,
        run == null ? null : placement,
        copies(pricing),
        reason(),
        policies,
        routes,
        timings,
        lease.submission().traceId(),
        job.labels());
  }

  private Cost cost(BiFunction<String, Usage, Cost> pricing) {
    return answers.stream()
        .map(each -> cost(each.placement(), each.run().usage(), pricing))
        .reduce(Cost::plus)
        .orElseGet(
            () ->
                placement == null
                    ? pricing.apply("none", usage())
                    : cost(placement, usage(), pricing));
  }

  private static Cost cost(Placement place, Usage usage, BiFunction<String, Usage, Cost> pricing) {
    return pricing.apply(place.target(), usage).at(place);
  }

  private List<Copy> copies(BiFunction<String, Usage, Cost> pricing) {
    return answers.stream().map(each -> copy(each, pricing)).toList();
  }

  private Copy copy(Answer answer, BiFunction<String, Usage, Cost> pricing) {
    RunResult there = answer.run();
    return new Copy(
        answer.placement(),
        there.status(),
        there.exitCode(),
        there.usage(),
        pricing.apply(answer.placement().target(), there.usage()).amount(),
        differences(there));
  }

  private List<String> differences(RunResult other) {
    RunResult chosen = Objects.requireNonNull(run);
    List<String> fields = new ArrayList<>();
    addIfDifferent("status", chosen.status(), other.status(), fields);
    addIfDifferent("exitCode", chosen.exitCode(), other.exitCode(), fields);
    addIfDifferent("stdout", chosen.stdout(), other.stdout(), fields);
    addIfDifferent("value", chosen.report().value(), other.report().value(), fields);
    return fields;
  }

  private static void addIfDifferent(
      String field, @Nullable Object one, @Nullable Object other, List<String> fields) {
    if (!Objects.equals(one, other)) {
      fields.add(field);
    }
  }

  private Report report() {
    return run == null ? Report.EMPTY : run.report();
  }

  private Status status() {
    if (run != null) {
      return run.status();
    }
    Refused refused = Refused.behind(failure);
    if (refused == null) {
      return Status.ERROR;
    }
    return refused.reason().code().equals(EXPIRED) ? Status.EXPIRED : Status.REJECTED;
  }

  /** What runs at its deadline is given no more time than is left: see the sending. */
  private @Nullable StopReason stopReason() {
    if (run == null) {
      return null;
    }
    Job job = lease.job();
    boolean cutShort =
        run.stopReason() == StopReason.WALL_TIME
            && job.deadline() != null
            && run.usage().wallMs() < job.limits().timeoutMs();
    return cutShort ? StopReason.DEADLINE : run.stopReason();
  }

  private @Nullable Reason reason() {
    if (run != null) {
      return stopReason(run);
    }
    Refused refused = Refused.behind(failure);
    if (refused != null) {
      return refused.reason();
    }
    if (failure instanceof UnknownOutcomeException) {
      return Reason.of("sandbox", "outcome-unknown", rootMessage());
    }
    return Reason.of(placement == null ? "flow" : "sandbox", "hub-failure", rootMessage());
  }

  /** What failed first: the layers around it only say that something did. */
  private String rootMessage() {
    if (failure == null) {
      return "the walk ended without a run";
    }
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root.getMessage() == null ? root.toString() : root.getMessage();
  }

  private @Nullable Reason stopReason(RunResult ended) {
    StopReason stopReason = stopReason();
    if (stopReason != null) {
      return stopped(stopReason.word(), exceeded(stopReason));
    }
    return switch (ended.status()) {
      case KILLED -> stopped("killed", "was killed together with its sandbox");
      case CANCELLED -> stopped("cancelled", "was cancelled");
      default -> null;
    };
  }

  private String exceeded(StopReason stopReason) {
    Limits limits = lease.job().limits();
    return switch (stopReason) {
      case DEADLINE -> "ran until its deadline, " + lease.job().deadline();
      case WALL_TIME -> "ran longer than " + limits.timeoutMs() + " ms";
      case CPU_TIME -> "used more than " + limits.cpuMs() + " ms of CPU time";
      case MEMORY -> "used more than " + limits.memoryMb() + " MiB";
      case PIDS -> "had more than " + limits.pids() + " processes and threads";
      case OPEN_FILES -> "opened more than " + limits.openFiles() + " files";
      case FILE_SIZE -> "wrote a file larger than " + limits.fileMb() + " MiB";
      case DISK -> "wrote more than " + limits.diskMb() + " MiB of files";
      case OUTPUT -> "wrote more than " + limits.outputBytes() + " bytes";
    };
  }

  private static Reason stopped(String code, String message) {
    return Reason.of("sandbox", code, "job " + message);
  }
}
