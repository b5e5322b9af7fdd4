package io.serai.policy;

import io.serai.job.Finding;
import io.serai.job.Language;
import io.serai.job.Severity;
import io.serai.job.Verdict;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What moderation looks for, and what it does about it. The first rule or response that blocks
 * decides, else the first that flags.
 *
 * @param rules what the operator looks for, in order
 * @param responses what is done about what other detectors find: secrets, personal data, models
 * @param models the trained models that are asked, by what they look for; none when absent
 * @param external the moderator outside of Serai that is asked; absent means none
 */
public record ModerationPolicy(
    List<Rule> rules,
    List<Response> responses,
    Map<String, Model> models,
    @Nullable ExternalModerator external) {

  /** Of what was sent to somebody who reads it, but was not read. */
  public static final String UNMODERATED = "unmoderated";

  public ModerationPolicy {
    rules = List.copyOf(rules);
    responses = Lists.orEmpty(responses);
    models = models == null ? Map.of() : Map.copyOf(models);
  }

  /**
   * The first response that speaks of the finding, else what its model or the external moderator is
   * to mean; none when it is only noted.
   */
  public Optional<Response> responseTo(Finding finding) {
    return responses.stream()
        .filter(each -> each.fits(finding))
        .findFirst()
        .or(() -> ofModel(finding))
        .or(() -> Optional.ofNullable(external).flatMap(asked -> asked.responseTo(finding)));
  }

  private Optional<Response> ofModel(Finding finding) {
    return Optional.ofNullable(models.get(finding.category()))
        .filter(model -> Model.detector(finding.category()).equals(finding.detector()))
        .map(model -> Response.always(model.decision(), model.reason()));
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

    static Set<Field> orAll(@Nullable Set<Field> some) {
      return some == null || some.isEmpty() ? EnumSet.allOf(Field.class) : Set.copyOf(some);
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
   * How a trained model is asked, and what its word counts.
   *
   * @param threshold from which probability on it objects, 0 to 1; absent means that of the model
   * @param decision what is done when it does
   * @param reason told to the sender
   * @param in where it looks: of the code it reads comments and strings; empty means everywhere
   */
  public record Model(
      @Nullable Double threshold, Verdict.Decision decision, String reason, Set<Field> in) {

    public Model {
      in = Field.orAll(in);
    }

    /** The name under which a model finds something. */
    public static String detector(String category) {
      return "model-" + category;
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

    static Response always(Verdict.Decision decision, String reason) {
      return new Response(null, null, null, 0, decision, reason);
    }

    private boolean fits(Finding finding) {
      return (detector == null || detector.equals(finding.detector()))
          && (category == null || category.equals(finding.category()))
          && (severity == null || severity.compareTo(finding.severity()) <= 0)
          && score <= finding.score();
    }
  }
}
