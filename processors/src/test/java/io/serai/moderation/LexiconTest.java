package io.serai.moderation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** Holds the automaton against the plainest of searches. */
class LexiconTest {

  private static final String LETTERS = "ab c";

  @RepeatedTest(300)
  void findsWhatANaiveSearchFinds(RepetitionInfo repetition) {
    Random random = new Random(repetition.getCurrentRepetition());
    List<String> keywords = new ArrayList<>();
    for (int i = 0; i < 1 + random.nextInt(20); i++) {
      keywords.add(keyword(random));
    }
    String text = text(random, "abcABC-", 200);

    assertThat(found(text, keywords, false)).isEqualTo(searched(text, keywords));
  }

  @RepeatedTest(100)
  void takesWhiteSpaceOfAnyLengthForOneBlank(RepetitionInfo repetition) {
    Random random = new Random(repetition.getCurrentRepetition());
    List<String> keywords = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      keywords.add(text(random, "ab", 2) + " " + text(random, "ab", 2));
    }
    String text = text(random, "aabb \n", 100);

    Set<String> expected = new TreeSet<>();
    for (int i = 0; i < keywords.size(); i++) {
      Pattern pattern = Pattern.compile(keywords.get(i).replace(" ", "[ \n]+"));
      Matcher matcher = pattern.matcher(text);
      for (int at = 0; matcher.find(at); at = matcher.start() + 1) {
        expected.add(i + ":" + matcher.start() + "-" + matcher.end());
      }
    }
    assertThat(found(text, keywords, false)).isEqualTo(expected);
  }

  @RepeatedTest(200)
  void matchesSimpleExpressionsAsTheJdkDoes(RepetitionInfo repetition) {
    Random random = new Random(repetition.getCurrentRepetition());
    String pattern = "ab" + expression(random, 3);
    Expression expression = Expression.of(pattern).orElseThrow();
    String text = text(random, "abab_ ", 60);
    Pattern anchored = Pattern.compile(pattern);
    for (int start = 0; start < text.length(); start++) {
      int end = expression.match(text.toCharArray(), start, new Effort(1 << 20));
      assertThat(end)
          .as("%s at %d of '%s'", pattern, start, text)
          .isEqualTo(longest(anchored, text, start));
    }
  }

  @Test
  void knowsWholeWordsInAllScriptsThatHaveThem() {
    assertThat(found("dan danish dan_ 丹dan丹 éдdan", List.of("dan"), true))
        .containsExactlyInAnyOrder("0:0-3", "0:17-20");
  }

  @Test
  void readsLeetspeak() {
    Lexicon lexicon = new Lexicon.Builder(true).keyword(0, "illegal plan", false).build();
    assertThat(found("an 1LL3g@| p14n", lexicon)).containsExactly("0:3-15");
  }

  @Test
  void leavesWhatIsNotSimpleToTheLibrary() {
    for (String pattern :
        List.of("a|b", ".*abc", "^abc", "abc$", "(?P<n>abc)", "abc\\pL", "ab*?c")) {
      assertThat(Expression.of(pattern)).as(pattern).isEmpty();
    }
  }

  @Test
  void givesUpOnATextThatIsMadeToTakeLong() {
    Expression endless = Expression.of("ab[abc]*d").orElseThrow();
    Lexicon lexicon = new Lexicon.Builder(false).expression(0, endless).build();
    char[] text = "ab".repeat(100_000).toCharArray();

    assertThat(lexicon.scan(text, new Effort(text.length), (owner, start, end) -> {})).isFalse();
  }

  private static Set<String> found(String text, List<String> keywords, boolean whole) {
    Lexicon.Builder builder = new Lexicon.Builder(false);
    for (int i = 0; i < keywords.size(); i++) {
      builder.keyword(i, keywords.get(i), whole);
    }
    return found(text, builder.build());
  }

  private static Set<String> found(String text, Lexicon lexicon) {
    Set<String> found = new TreeSet<>();
    boolean all =
        lexicon.scan(
            text.toCharArray(),
            new Effort(1 << 20),
            (owner, start, end) -> found.add(owner + ":" + start + "-" + end));
    assertThat(all).isTrue();
    return found;
  }

  private static Set<String> searched(String text, List<String> keywords) {
    String lower = text.toLowerCase(Locale.ROOT);
    Set<String> found = new TreeSet<>();
    for (int i = 0; i < keywords.size(); i++) {
      String keyword = keywords.get(i).toLowerCase(Locale.ROOT);
      for (int at = lower.indexOf(keyword); at >= 0; at = lower.indexOf(keyword, at + 1)) {
        found.add(i + ":" + at + "-" + (at + keyword.length()));
      }
    }
    return found;
  }

  /** The JDK takes the first way that matches, and not the longest: all ends are tried. */
  private static int longest(Pattern pattern, String text, int start) {
    Matcher matcher = pattern.matcher(text).useTransparentBounds(true);
    for (int end = text.length(); end >= start; end--) {
      if (matcher.region(start, end).matches()) {
        return end;
      }
    }
    return -1;
  }

  private static String keyword(Random random) {
    return text(random, "abcAB-", 1 + random.nextInt(6));
  }

  private static String text(Random random, String letters, int length) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      text.append(letters.charAt(random.nextInt(letters.length())));
    }
    return text.toString();
  }

  private static String expression(Random random, int depth) {
    if (depth == 0) {
      return String.valueOf(LETTERS.charAt(random.nextInt(LETTERS.length())));
    }
    String one = expression(random, depth - 1);
    String other = expression(random, depth - 1);
    return switch (random.nextInt(9)) {
      case 0 -> one + other;
      case 1 -> "(" + one + "|" + other + ")";
      case 2 -> "(?:" + one + ")*";
      case 3 -> "(" + one + "){1,3}" + other;
      case 4 -> one + "\\b" + other;
      case 5 -> "[^a]" + one;
      case 6 -> "(" + one + ")?" + other;
      case 7 -> "\\w+" + one + "\\b";
      default -> "[a-b]" + other;
    };
  }
}
