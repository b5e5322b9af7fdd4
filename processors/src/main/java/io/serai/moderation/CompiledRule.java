package io.serai.moderation;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import io.serai.job.Job;
import io.serai.policy.ModerationPolicy.Field;
import io.serai.policy.ModerationPolicy.Rule;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A rule made ready to be held against many jobs. All its expressions run in linear time. */
final class CompiledRule {

  private final Rule rule;
  private final @Nullable Pattern anywhere;
  private final @Nullable Pattern calls;

  CompiledRule(Rule rule) {
    this.rule = rule;
    List<String> alternatives = new ArrayList<>();
    rule.contains().forEach(text -> alternatives.add("(?i:" + Pattern.quote(text) + ")"));
    if (rule.pattern() != null) {
      alternatives.add("(?:" + rule.pattern() + ")");
    }
    anywhere = alternatives.isEmpty() ? null : Pattern.compile(String.join("|", alternatives));
    calls = rule.calls().isEmpty() ? null : callPattern(rule.calls());
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
    if (anywhere == null) {
      return false;
    }
    return switch (field) {
      case CODE -> anywhere.matcher(job.code()).find();
      case STDIN -> job.stdin() != null && anywhere.matcher(job.stdin()).find();
      case FILES ->
          job.files().stream()
              .anyMatch(
                  file ->
                      anywhere.matcher(new String(file.content(), StandardCharsets.UTF_8)).find());
    };
  }

  private boolean callsIn(String codeOnly) {
    if (calls == null) {
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
