package io.serai.moderation;

import io.serai.job.Job;
import io.serai.job.Reason;
import io.serai.job.Refused;
import io.serai.job.Verdict;
import io.serai.job.Verdict.Decision;
import io.serai.policy.ModerationPolicy;
import io.serai.policy.ModerationPolicy.Rule;
import java.util.List;
import java.util.function.Supplier;

/** Holds jobs against the moderation policy in force. Thread-safe. */
public final class Moderation {

  private record Compiled(ModerationPolicy source, List<CompiledRule> rules) {}

  private final Supplier<ModerationPolicy> policy;
  private volatile Compiled compiled;

  /** Moderates by the policy the supplier gives at each job. */
  public Moderation(Supplier<ModerationPolicy> policy) {
    this.policy = policy;
    this.compiled = compile(policy.get());
  }

  /**
   * Judges a job: allow or flag.
   *
   * @throws Refused when a rule blocks it
   */
  public Verdict judge(Job job) {
    String codeOnly = CodeText.codeOnly(job.language(), job.code());
    Verdict verdict = Verdict.ALLOW;
    for (CompiledRule compiledRule : rules()) {
      Rule rule = compiledRule.rule();
      boolean decides = rule.decision() == Decision.BLOCK || verdict.equals(Verdict.ALLOW);
      if (decides && compiledRule.matches(job, codeOnly)) {
        if (rule.decision() == Decision.BLOCK) {
          throw new Refused(
              new Reason("moderation", "blocked-by-rule", rule.name(), blocked(rule)));
        }
        verdict = new Verdict(rule.decision(), rule.name(), rule.reason());
      }
    }
    return verdict;
  }

  private List<CompiledRule> rules() {
    ModerationPolicy inForce = policy.get();
    Compiled current = compiled;
    if (!current.source().equals(inForce)) {
      current = compile(inForce);
      compiled = current;
    }
    return current.rules();
  }

  private static Compiled compile(ModerationPolicy source) {
    return new Compiled(source, source.rules().stream().map(CompiledRule::new).toList());
  }

  private static String blocked(Rule rule) {
    return "job is blocked by rule '" + rule.name() + "'; " + rule.reason();
  }
}
