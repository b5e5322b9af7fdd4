package io.serai.policy;

import io.serai.job.Finding;
import io.serai.job.Language;
import io.serai.job.Severity;
import io.serai.job.Verdict;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What moderation looks for, and what it does about it. The first rule or response that blocks
 * decides, else the first that flags.
 *
 * @param rules what the operator looks for, in order
 * @param responses what is done about what other detectors find: secrets, personal data, models
 */
public record ModerationPolicy(List<Rule> rules, List<Response> responses) {

  public ModerationPolicy {
    rules = List.copyOf(rules);
    responses = Lists.orEmpty(responses);
  }

  /** The first response that speaks of the finding; none when it is only noted. */
  public Optional<Response> responseTo(Finding finding) {
    return responses.stream().filter(each -> each.fits(finding)).findFirst();
  }

  /** The parts of a job a rule may look into. */
  public enum Field {
    CODE,
    STDIN,
    FILES;

    /** The part that a {@link Finding#field} is of. */
    public static Field of(String field) {
      if (field.equals("stdin")) {
        return STDIN;
      }
      return field.equals("code") ? CODE : FILES;
    }
  }

  /**
   * One thing to look for; it matches when any of its texts, its pattern, its calls or its imports
   * is found.
   *
   * @param name unique
   * @param decision flag or block
   * @param reason told to the sender
   * @param category what sort of thing it is; {@code rule} when absent
   * @param severity how bad it is; high when absent and it blocks, else medium
   * @param languages only in these; empty means any
   * @param in where to look; empty means the code
   * @param contains plain texts, upper and lower case alike
   * @param words the same, but only where they are whole words
   * @param leet whether texts and words are found in leetspeak too
   * @param pattern an RE2 expression; absent means none
   * @param calls functions the program may not call, by whatever name it has given them
   * @param imports modules the program may not import
   * @param unlessStdin whether the rule is off for jobs that bring standard input
   */
  public record Rule(
      String name,
      Verdict.Decision decision,
      String reason,
      String category,
      Severity severity,
      List<Language> languages,
      List<Field> in,
      List<String> contains,
      List<String> words,
      boolean leet,
      @Nullable String pattern,
      List<String> calls,
      List<String> imports,
      boolean unlessStdin) {

    public Rule {
      category = category == null ? "rule" : category;
      severity = severity == null ? usual(decision) : severity;
      languages = Lists.orEmpty(languages);
      in = in == null || in.isEmpty() ? List.of(Field.CODE) : List.copyOf(in);
      contains = Lists.orEmpty(contains);
      words = Lists.orEmpty(words);
      calls = Lists.orEmpty(calls);
      imports = Lists.orEmpty(imports);
    }

    private static Severity usual(Verdict.Decision decision) {
      return decision == Verdict.Decision.BLOCK ? Severity.HIGH : Severity.MEDIUM;
    }
  }

  /**
   * What is done about findings of a sort.
   *
   * @param detector only those of this detector; absent means any
   * @param category only those of this category; absent means any
   * @param severity only those at least so bad; absent means any
   * @param score only those at least so sure, 0 to 1
   * @param decision allow, flag or block
   * @param reason told to the sender
   */
  public record Response(
      @Nullable String detector,
      @Nullable String category,
      @Nullable Severity severity,
      double score,
      Verdict.Decision decision,
      String reason) {

    private boolean fits(Finding finding) {
      return (detector == null || detector.equals(finding.detector()))
          && (category == null || category.equals(finding.category()))
          && (severity == null || severity.compareTo(finding.severity()) <= 0)
          && score <= finding.score();
    }
  }
}
