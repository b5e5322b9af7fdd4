package io.serai.policy;

import io.serai.job.Language;
import io.serai.job.Verdict;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What moderation looks for. The first rule that blocks decides, else the first that flags.
 *
 * @param rules in order
 */
public record ModerationPolicy(List<Rule> rules) {

  public ModerationPolicy {
    rules = List.copyOf(rules);
  }

  /** The parts of a job a rule may look into. */
  public enum Field {
    CODE,
    STDIN,
    FILES
  }

  /**
   * One thing to look for; it matches when any of its texts, its pattern or its calls is found.
   *
   * @param name unique
   * @param decision flag or block
   * @param reason told to the sender
   * @param languages only in these; empty means any
   * @param in where to look; empty means the code
   * @param contains plain texts, upper and lower case alike
   * @param pattern an RE2 expression; absent means none
   * @param calls functions the program may not call, comments and strings apart
   * @param unlessStdin whether the rule is off for jobs that bring standard input
   */
  public record Rule(
      String name,
      Verdict.Decision decision,
      String reason,
      List<Language> languages,
      List<Field> in,
      List<String> contains,
      @Nullable String pattern,
      List<String> calls,
      boolean unlessStdin) {

    public Rule {
      languages = Lists.orEmpty(languages);
      in = in == null || in.isEmpty() ? List.of(Field.CODE) : List.copyOf(in);
      contains = Lists.orEmpty(contains);
      calls = Lists.orEmpty(calls);
    }
  }
}
