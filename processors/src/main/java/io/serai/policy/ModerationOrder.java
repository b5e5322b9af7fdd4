package io.serai.policy;

import io.serai.check.CheckRule;
import io.serai.job.Severity;
import io.serai.job.Verdict.Decision;
import io.serai.policy.ModerationPolicy.Response;
import io.serai.policy.ModerationPolicy.Rule;
import io.serai.policy.RuleOrder.Idle;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Whether every rule and response of a moderation policy can change what becomes of a job.
 *
 * @param policy what is checked
 * @param file notes what cannot
 */
record ModerationOrder(ModerationPolicy policy, PolicyFile file) {

  /** Notes every rule that finds only what an earlier one does, and every response never asked. */
  void check() {
    for (Idle<Rule> idle : new RuleOrder<>(ModerationOrder::findsAll).idle(policy.rules())) {
      file.problem(
          "/rules/" + idle.at() + "/name",
          CheckRule.SHADOWED_RULE,
          "rule '"
              + idle.rule().name()
              + "' finds nothing that rule '"
              + idle.because().name()
              + "' before it does not; let it look for something else, or remove it");
    }
    new RuleOrder<>(ModerationOrder::answersAll).idle(policy.responses()).forEach(this::note);
  }

  private void note(Idle<Response> idle) {
    file.problem(
        "/responses/" + idle.at(),
        CheckRule.UNREACHABLE_RULE,
        "response "
            + (idle.at() + 1)
            + " is never asked: response "
            + (idle.becauseAt() + 1)
            + " fits all that it fits; put it first, or remove it");
  }

  /**
   * Whether a rule finds all that another does, and means no less by it. A rule of another category
   * is another ground for an approval, whatever else it is.
   */
  private static boolean findsAll(Rule wide, Rule narrow) {
    return wide.category().equals(narrow.category())
        && wide.severity().compareTo(narrow.severity()) >= 0
        && (wide.decision() == narrow.decision() || wide.decision() == Decision.BLOCK)
        && looksWherever(wide, narrow)
        && looksForAll(wide, narrow);
  }

  private static boolean looksWherever(Rule wide, Rule narrow) {
    return RuleOrder.widerOrSame(wide.languages(), narrow.languages())
        && new HashSet<>(wide.in()).containsAll(narrow.in())
        && (wide.leet() || !narrow.leet())
        && (!wide.unlessStdin() || narrow.unlessStdin());
  }

  private static boolean looksForAll(Rule wide, Rule narrow) {
    return lower(wide.contains()).containsAll(lower(narrow.contains()))
        && lower(wide.words()).containsAll(lower(narrow.words()))
        && (narrow.pattern() == null || Objects.equals(wide.pattern(), narrow.pattern()))
        && new HashSet<>(wide.calls()).containsAll(narrow.calls())
        && new HashSet<>(wide.imports()).containsAll(narrow.imports());
  }

  private static Set<String> lower(List<String> texts) {
    return texts.stream().map(each -> each.toLowerCase(Locale.ROOT)).collect(Collectors.toSet());
  }

  private static boolean answersAll(Response wide, Response narrow) {
    return (wide.detector() == null || wide.detector().equals(narrow.detector()))
        && (wide.category() == null || wide.category().equals(narrow.category()))
        && (wide.severity() == null
            || wide.severity() == Severity.LOW
            || (narrow.severity() != null && wide.severity().compareTo(narrow.severity()) <= 0))
        && wide.score() <= narrow.score();
  }
}
