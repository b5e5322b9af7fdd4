package io.serai.traces;

import io.serai.fleet.Choice;
import io.serai.fleet.Decision;
import io.serai.job.Grant;
import io.serai.job.Job;
import io.serai.job.Mode;
import io.serai.job.Placement;
import io.serai.job.Reason;
import io.serai.job.Result;
import io.serai.job.Timing;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What the stages of a walk concluded, as far as it came. What differs by chance or by the clock is
 * left out, so that one job that is walked twice is seen to be treated alike: times, loads, usage,
 * and which of a target's nodes it is sent to.
 *
 * @param job the job
 * @param grant of the allow-list; absent when that was not reached
 * @param approved whether somebody had to approve the job, and has
 * @param decision of the router; absent when that was not reached
 * @param result what the walk came to
 */
record Conclusions(
    Job job, @Nullable Grant grant, boolean approved, @Nullable Decision decision, Result result) {

  /** What one stage concluded, as a value to be written as JSON; absent when it changed nothing. */
  @Nullable Object of(Timing stage) {
    Object own =
        switch (stage.stage()) {
          case "moderation" -> result.verdict();
          case "allowlist" -> granted();
          case "approval" -> approved ? "approved" : null;
          case "router" -> destinations();
          case "recipients" -> run();
          default -> null;
        };
    return stage.outcome().equals("ok") ? own : Arrays.asList(own, stage.outcome(), objection());
  }

  private @Nullable List<?> granted() {
    return grant == null
        ? null
        : List.of(grant.rule(), new TreeSet<>(grant.images()), new TreeSet<>(grant.providers()));
  }

  /** The order of those that a job is not sent to at first depends on their load. */
  private @Nullable List<?> destinations() {
    if (decision == null) {
      return null;
    }
    List<Choice> choices = decision.choices();
    return choices.stream()
        .limit(job.placement().mode() == Mode.ONE ? 1 : choices.size())
        .map(choice -> place(choice.placement()))
        .distinct()
        .sorted(Comparator.comparing(List::toString))
        .toList();
  }

  private List<?> run() {
    Placement where = result.placement();
    return Arrays.asList(
        where == null ? null : place(where),
        result.status(),
        result.stopReason(),
        result.exitCode(),
        result.signal(),
        result.stdout(),
        result.stderr(),
        result.truncated(),
        result.value(),
        result.error(),
        result.images(),
        result.artifacts());
  }

  /** Without the message, which may name times and loads. */
  private @Nullable List<String> objection() {
    Reason reason = result.reason();
    return reason == null ? null : List.of(reason.stage(), reason.code(), reason.rule());
  }

  private static List<String> place(Placement placement) {
    return List.of(
        placement.target(),
        placement.cloud(),
        placement.region(),
        placement.provider(),
        placement.image(),
        placement.isolation().name());
  }
}
