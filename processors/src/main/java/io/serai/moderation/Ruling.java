package io.serai.moderation;

import io.serai.job.Finding;
import io.serai.job.Job;
import io.serai.job.Reason;
import io.serai.job.Verdict;
import io.serai.job.Verdict.Decision;
import io.serai.policy.ModerationPolicy;
import io.serai.policy.ModerationPolicy.Response;
import io.serai.policy.ModerationPolicy.Rule;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a policy says to what was found in a job. */
final class Ruling {

  /** A verdict tells of no more findings; the worst ones are among them. */
  private static final int MOST_TOLD = 32;

  /**
   * What is to be done about one finding.
   *
   * @param place of the rule that says so, among the others
   */
  private record Answer(Finding finding, Decision decision, String reason, int place) {}

  private final ModerationPolicy policy;
  private final Map<String, Integer> places;
  private final Job job;
  private final List<Answer> answers = new ArrayList<>();

  /**
   * Answers to what was found.
   *
   * @param places of the policy's rules, by name
   */
  Ruling(ModerationPolicy policy, Map<String, Integer> places, Job job, Collection<Finding> found) {
    this.policy = policy;
    this.places = places;
    this.job = job;
    found.forEach(finding -> answer(finding).ifPresent(answers::add));
  }

  Judgement judgement() {
    Optional<Answer> decisive =
        answers.stream()
            .filter(answer -> answer.decision() != Decision.ALLOW)
            .min(Comparator.comparing(Answer::decision).reversed().thenComparingInt(Answer::place));
    if (answers.isEmpty()) {
      return new Judgement(Verdict.ALLOW, null);
    }
    if (decisive.isEmpty()) {
      return new Judgement(new Verdict(Decision.ALLOW, null, null, told(null)), null);
    }
    Answer answer = decisive.get();
    String rule = answer.finding().detector();
    Verdict verdict = new Verdict(answer.decision(), rule, answer.reason(), told(answer));
    return new Judgement(verdict, answer.decision() == Decision.BLOCK ? refusal(answer) : null);
  }

  private Reason refusal(Answer answer) {
    Finding finding = answer.finding();
    String message =
        "job is blocked by rule '"
            + finding.detector()
            + "' in "
            + where(finding)
            + "; "
            + answer.reason();
    return new Reason("moderation", "blocked-by-rule", finding.detector(), message);
  }

  private Optional<Answer> answer(Finding finding) {
    Integer place = places.get(finding.detector());
    if (place != null) {
      Rule rule = policy.rules().get(place);
      return speaksOf(rule)
          ? Optional.of(new Answer(finding, rule.decision(), rule.reason(), place))
          : Optional.empty();
    }
    Optional<Response> response = policy.responseTo(finding);
    Decision decision = response.map(Response::decision).orElse(Decision.ALLOW);
    String reason = response.map(Response::reason).orElse("");
    return Optional.of(new Answer(finding, decision, reason, places.size()));
  }

  private boolean speaksOf(Rule rule) {
    boolean language = rule.languages().isEmpty() || rule.languages().contains(job.language());
    return language && !(rule.unlessStdin() && job.stdin() != null);
  }

  /** The finding that decided first, then the worst; of every category one at least. */
  private List<Finding> told(@Nullable Answer decisive) {
    List<Finding> worstFirst =
        answers.stream()
            .sorted(
                Comparator.comparing((Answer answer) -> !answer.equals(decisive))
                    .thenComparing(
                        answer -> answer.finding().severity(), Comparator.reverseOrder()))
            .map(Answer::finding)
            .toList();
    // Approval asks for categories: none may be crowded out.
    Set<String> categories = new HashSet<>();
    Set<Finding> told = new LinkedHashSet<>();
    worstFirst.stream().filter(each -> categories.add(each.category())).forEach(told::add);
    worstFirst.stream().limit(Math.max(0, MOST_TOLD - told.size())).forEach(told::add);
    return worstFirst.stream().filter(told::contains).limit(MOST_TOLD).toList();
  }

  /** Where it is, for people: never what it is. */
  private String where(Finding finding) {
    String text = text(finding.field());
    int line = 1;
    int begins = 0;
    for (int at = text.indexOf('\n'); at >= 0 && at < finding.start(); ) {
      line++;
      begins = at + 1;
      at = text.indexOf('\n', begins);
    }
    int column = finding.start() - begins + 1;
    return finding.field() + " at line " + line + ", column " + column;
  }

  private String text(String field) {
    if (field.equals("code")) {
      return job.code();
    }
    if (field.equals("stdin")) {
      return job.stdin() == null ? "" : job.stdin();
    }
    int file = Integer.parseInt(field.substring(field.indexOf('/') + 1));
    return new String(job.files().get(file).content(), StandardCharsets.UTF_8);
  }
}
