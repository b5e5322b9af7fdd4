package io.serai.moderation;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import io.serai.job.Job;
import io.serai.policy.ModerationPolicy.Field;
import io.serai.policy.ModerationPolicy.Rule;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A rule made ready to be held against many jobs. All its expressions run in linear time. */
final class CompiledRule {

  private final Rule rule;
  private final List<String> texts;
  private final @Nullable Pattern pattern;
  private final @Nullable Pattern calls;

  CompiledRule(Rule rule) {
    this.rule = rule;
    this.texts = rule.contains().stream().map(CompiledRule::lower).toList();
    this.pattern = rule.pattern() == null ? null : Pattern.compile(rule.pattern());
    this.calls = rule.calls().isEmpty() ? null : callPattern(rule.calls());
  }

  private static Pattern callPattern(List<String> names) {
    List<String> quoted = names.stream().map(Pattern::quote).toList();
    return Pattern.compile("(?:^|[^\\w.$])(?:" + String.join("|", quoted) + ")\\s*\\(");
  }

  Rule rule() {
    return rule;
  }

  /** Whether the rule objects to the job, whose code without comments and strings is given. */
  boolean matches(Job job, String codeOnly) {
    if (!rule.languages().isEmpty() && !rule.languages().contains(job.language())) {
      return false;
    }
    if (rule.unlessStdin() && job.stdin() != null) {
      return false;
    }
    return callsIn(codeOnly) || rule.in().stream().anyMatch(field -> foundIn(job, field));
  }

  private boolean foundIn(Job job, Field field) {
    return switch (field) {
      case CODE -> foundIn(job.code());
      case STDIN -> job.stdin() != null && foundIn(job.stdin());
      case FILES ->
          job.files().stream()
              .anyMatch(file -> foundIn(new String(file.content(), StandardCharsets.UTF_8)));
    };
  }

  private boolean foundIn(String text) {
    if (pattern != null && pattern.matcher(text).find()) {
      return true;
    }
    String lower = texts.isEmpty() ? "" : lower(text);
    return texts.stream().anyMatch(lower::contains);
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  private boolean callsIn(String codeOnly) {
    // Most programs name none of them, and that is told without the expression.
    if (calls == null || rule.calls().stream().noneMatch(codeOnly::contains)) {
      return false;
    }
    Matcher matcher = calls.matcher(codeOnly);
    while (matcher.find()) {
      if (!isDefinition(codeOnly, matcher.start())) {
        return true;
      }
    }
    return false;
  }

  /** Whether what looks like a call is the definition of a function of that name. */
  private static boolean isDefinition(String code, int start) {
    String before = code.substring(Math.max(0, start - 10), start).stripTrailing();
    return before.endsWith("def") || before.endsWith("function");
  }
}
