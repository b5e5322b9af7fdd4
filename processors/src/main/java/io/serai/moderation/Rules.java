package io.serai.moderation;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import io.serai.job.Finding;
import io.serai.job.Severity;
import io.serai.policy.ModerationPolicy.Field;
import io.serai.policy.ModerationPolicy.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds what the texts and patterns of the operator's rules speak of, all in one pass. */
final class Rules implements Detector {

  /** Named by the finding that says that a text is made to take long. */
  static final String EFFORT = "matching-effort";

  private static final int MOST_OF_ONE_RULE = 4;

  private record General(int rule, Pattern pattern) {}

  private final List<Rule> rules;
  private final Lexicon plain;
  private final Lexicon leet;
  private final List<General> general = new ArrayList<>();

  Rules(List<Rule> rules) {
    this.rules = List.copyOf(rules);
    Lexicon.Builder plainWords = new Lexicon.Builder(false);
    Lexicon.Builder leetWords = new Lexicon.Builder(true);
    for (int i = 0; i < rules.size(); i++) {
      Rule rule = rules.get(i);
      Lexicon.Builder words = rule.leet() ? leetWords : plainWords;
      int owner = i;
      rule.contains().forEach(word -> words.keyword(owner, word, false));
      rule.words().forEach(word -> words.keyword(owner, word, true));
      if (rule.pattern() != null) {
        addPattern(owner, rule.pattern(), plainWords);
      }
    }
    this.plain = plainWords.build();
    this.leet = leetWords.build();
  }

  private void addPattern(int owner, String pattern, Lexicon.Builder words) {
    Optional<Expression> simple = Expression.of(pattern);
    if (simple.isPresent()) {
      words.expression(owner, simple.get());
    } else {
      general.add(new General(owner, Pattern.compile(pattern)));
    }
  }

  @Override
  public List<Finding> find(Passage passage) {
    Field field = Field.of(passage.field());
    char[] text = passage.text().toCharArray();
    List<Finding> findings = new ArrayList<>();
    byte[] counts = new byte[rules.size()];
    Lexicon.Listener note =
        new Lexicon.Listener() {
          @Override
          public boolean wants(int rule) {
            return counts[rule] < MOST_OF_ONE_RULE && rules.get(rule).in().contains(field);
          }

          @Override
          public void found(int rule, int start, int end) {
            counts[rule]++;
            findings.add(finding(rules.get(rule), passage, start, end));
          }
        };
    Effort effort = new Effort(text.length);
    if (!plain.scan(text, effort, note) || !leet.scan(text, effort, note)) {
      findings.add(effort(passage));
    }
    for (General each : general) {
      Matcher matcher = each.pattern().matcher(passage.text());
      if (note.wants(each.rule()) && matcher.find()) {
        note.found(each.rule(), matcher.start(), matcher.end());
      }
    }
    return findings;
  }

  /** What is found in a text that takes too much effort to look through. */
  static Finding effort(Passage passage) {
    int length = passage.text().length();
    return new Finding(EFFORT, "evasion", Severity.HIGH, 1, passage.field(), 0, length);
  }

  private static Finding finding(Rule rule, Passage passage, int start, int end) {
    return new Finding(
        rule.name(), rule.category(), rule.severity(), 1, passage.field(), start, end);
  }
}
