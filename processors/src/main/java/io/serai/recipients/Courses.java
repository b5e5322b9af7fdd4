package io.serai.recipients;

import io.serai.fleet.Attempt;
import io.serai.fleet.Choice;
import io.serai.fleet.Decision;
import io.serai.job.Job;
import io.serai.job.Mode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Lays out the courses of a job, as its mode asks. */
final class Courses {

  private Courses() {}

  static List<Course> of(Job job, Decision decision, Consumer<Attempt> attempts) {
    List<Choice> choices = decision.choices();
    Mode mode = choices.size() == 1 ? Mode.ONE : job.placement().mode();
    return switch (mode) {
      case ONE -> List.of(new Course(job, decision.jobClass(), choices, null, attempts));
      case HEDGE -> hedged(job, decision, attempts);
      case ALL ->
          byTarget(choices).stream()
              .map(each -> new Course(job, decision.jobClass(), each, null, attempts))
              .toList();
    };
  }

  /** Two courses that never meet at a place, the second only if the first takes unusually long. */
  private static List<Course> hedged(Job job, Decision decision, Consumer<Attempt> attempts) {
    Race race = new Race(Duration.ofNanos((long) (decision.hedgeAfterMs() * 1e6)));
    List<Choice> evens = new ArrayList<>();
    List<Choice> odds = new ArrayList<>();
    for (int i = 0; i < decision.choices().size(); i++) {
      (i % 2 == 0 ? evens : odds).add(decision.choices().get(i));
    }
    return List.of(
        new Course(job, decision.jobClass(), evens, race, attempts),
        new Course(job, decision.jobClass(), odds, race, attempts));
  }

  private static List<List<Choice>> byTarget(List<Choice> choices) {
    Map<String, List<Choice>> targets = new LinkedHashMap<>();
    choices.forEach(
        each ->
            targets
                .computeIfAbsent(each.placement().target(), unused -> new ArrayList<>())
                .add(each));
    return List.copyOf(targets.values());
  }
}
