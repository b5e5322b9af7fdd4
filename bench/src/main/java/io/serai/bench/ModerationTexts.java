package io.serai.bench;

import io.serai.job.Severity;
import io.serai.job.Verdict.Decision;
import io.serai.policy.ModerationPolicy.Rule;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/**
 * Made-up rules, and texts to search for what they speak of: an ordinary one, and some that are
 * made to take long. One rule in twelve is an expression, the others are keywords; a tenth of the
 * words that they are made of are words of the ordinary text.
 */
final class ModerationTexts {

  private static final String LETTERS = "eeeeeetttttaaaaoooiiinnnssshhhrrrdddlllcuumwfgypbvk";
  private static final int VOCABULARY = 8_000;
  private static final int EXPRESSION_EVERY = 12;

  private final SplittableRandom random = new SplittableRandom(1);
  private final List<String> vocabulary = words(VOCABULARY, 2);
  private final List<String> others = words(VOCABULARY, 4);
  private final List<String> keywords = new ArrayList<>();
  private final int length;

  /**
   * Rules and texts that are the same each time.
   *
   * @param count of rules
   * @param length of each text, in characters
   */
  ModerationTexts(int count, int length) {
    this.length = length;
    for (int i = 0; i < count; i++) {
      List<String> from = random.nextInt(10) == 0 ? vocabulary : others;
      keywords.add(any(from) + " " + any(others) + i % 10);
    }
  }

  List<Rule> rules() {
    List<Rule> rules = new ArrayList<>();
    List<String> expressions = expressions();
    for (int i = 0; i < keywords.size(); i++) {
      boolean expression = i % EXPRESSION_EVERY == 0;
      rules.add(
          new Rule(
              "rule-" + i,
              Decision.FLAG,
              "it is measured",
              "rule",
              Severity.LOW,
              List.of(),
              List.of(),
              expression ? List.of() : List.of(keywords.get(i)),
              List.of(),
              false,
              expression ? expressions.get(i) : null,
              List.of(),
              List.of(),
              false));
    }
    return rules;
  }

  /** All of them as expressions. */
  List<String> expressions() {
    List<String> expressions = new ArrayList<>();
    for (int i = 0; i < keywords.size(); i++) {
      expressions.add(keywords.get(i) + (i % EXPRESSION_EVERY == 0 ? "[0-9a-f]{8,16}" : ""));
    }
    return expressions;
  }

  /** By name, the ordinary one first. */
  Map<String, String> texts() {
    String plain = joined(() -> any(vocabulary) + (random.nextInt(12) == 0 ? ".\n" : " "));
    Map<String, String> texts = new LinkedHashMap<>();
    texts.put("plain", plain);
    texts.put("near misses", joined(this::nearMiss));
    texts.put("all keywords", joined(() -> any(keywords) + " "));
    texts.put("aaaa…", "a".repeat(length));
    texts.put(
        "zero-width soup", String.join("\u200b", plain.substring(0, length / 2).split("", -1)));
    byte[] bytes = plain.substring(0, length * 3 / 4).getBytes(StandardCharsets.UTF_8);
    texts.put("base64 soup", Base64.getEncoder().encodeToString(bytes));
    return texts;
  }

  private String nearMiss() {
    String keyword = any(keywords);
    return keyword.substring(0, keyword.length() - 1);
  }

  private String any(List<String> from) {
    return from.get(random.nextInt(from.size()));
  }

  private List<String> words(int count, int shortest) {
    List<String> words = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      StringBuilder word = new StringBuilder();
      for (int letters = shortest + random.nextInt(7); letters > 0; letters--) {
        word.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
      }
      words.add(word.toString());
    }
    return words;
  }

  private String joined(Supplier<String> next) {
    StringBuilder text = new StringBuilder();
    while (text.length() < length) {
      text.append(next.get());
    }
    return text.substring(0, length);
  }
}
