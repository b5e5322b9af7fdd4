package io.serai.moderation;

import io.serai.job.Finding;
import io.serai.job.Language;
import io.serai.moderation.code.Programs;
import io.serai.moderation.code.Use;
import io.serai.policy.ModerationPolicy.Rule;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the calls and imports that the operator's rules speak of. A program that cannot be read is
 * held against their bare words, comments and strings included: that finds too much rather than too
 * little.
 */
final class CodeRules {

  private static final String CODE = "code";
  private static final int MOST_OF_ONE_RULE = 4;

  /** The rules of a language, and their words, each known by the number of its rule. */
  private record OfLanguage(List<Rule> rules, Lexicon words) {}

  private final Map<Language, OfLanguage> languages = new EnumMap<>(Language.class);

  CodeRules(List<Rule> rules) {
    for (Language language : Language.values()) {
      List<Rule> spoken =
          rules.stream()
              .filter(rule -> !rule.calls().isEmpty() || !rule.imports().isEmpty())
              .filter(rule -> rule.languages().isEmpty() || rule.languages().contains(language))
              .toList();
      languages.put(language, new OfLanguage(spoken, words(spoken)));
    }
  }

  private static Lexicon words(List<Rule> rules) {
    Lexicon.Builder words = new Lexicon.Builder(false);
    for (int i = 0; i < rules.size(); i++) {
      for (String call : rules.get(i).calls()) {
        words.keyword(i, call.substring(call.lastIndexOf('.') + 1), true);
      }
      for (String module : rules.get(i).imports()) {
        words.keyword(i, module, true);
      }
    }
    return words.build();
  }

  /** What is found in a program, in the order of the rules. */
  List<Finding> find(Language language, String code) {
    OfLanguage spoken = languages.get(language);
    if (spoken == null || spoken.rules().isEmpty() || code.isEmpty()) {
      return List.of();
    }
    Optional<List<Use>> uses = Programs.read(language, code);
    return uses.isPresent() ? uses(spoken.rules(), uses.get()) : words(spoken, code);
  }

  private static List<Finding> uses(List<Rule> rules, List<Use> uses) {
    Set<Finding> findings = new LinkedHashSet<>();
    for (Rule rule : rules) {
      uses.stream()
          .filter(use -> speaksOf(rule, use))
          .limit(MOST_OF_ONE_RULE)
          .forEach(use -> findings.add(finding(rule, use.start(), use.end())));
    }
    return List.copyOf(findings);
  }

  private static boolean speaksOf(Rule rule, Use use) {
    if (use.kind() == Use.Kind.IMPORT) {
      return rule.imports().stream().anyMatch(use::imports);
    }
    return rule.calls().stream().anyMatch(use::isOf);
  }

  private static List<Finding> words(OfLanguage spoken, String code) {
    List<Finding> findings = new ArrayList<>();
    char[] text = code.toCharArray();
    boolean all =
        spoken
            .words()
            .scan(
                text,
                new Effort(text.length),
                (owner, start, end) ->
                    findings.add(finding(spoken.rules().get(owner), start, end)));
    if (!all) {
      findings.add(Rules.effort(new Passage(CODE, code)));
    }
    return findings;
  }

  private static Finding finding(Rule rule, int start, int end) {
    return new Finding(rule.name(), rule.category(), rule.severity(), 1, CODE, start, end);
  }
}
