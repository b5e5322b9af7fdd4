package io.serai.policy;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.serai.check.CheckRule;
import io.serai.policy.ModerationPolicy.Rule;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Whether a moderation policy can be kept.
 *
 * @param policy what is checked
 * @param file notes what is wrong
 */
record ModerationCheck(ModerationPolicy policy, PolicyFile file) {

  private static final List<String> SECRETS = List.of("env:", "file:", "vault:");

  /**
   * Notes everything that cannot.
   *
   * @param endpoints the kamelets there are
   * @param models says why a model cannot be asked
   */
  void check(List<Endpoint> endpoints, Function<String, Optional<String>> models) {
    checkRules();
    for (String category : new TreeSet<>(policy.models().keySet())) {
      models
          .apply(category)
          .ifPresent(why -> file.problem("/models/" + category, CheckRule.UNKNOWN_NAME, why));
    }
    ExternalModerator external = policy.external();
    if (external != null) {
      new EndpointCheck(endpoints.stream().filter(Endpoint::moderates).toList(), file)
          .check(external.endpoint(), external.parameters(), "/external");
      checkKey(external.parameters().getOrDefault("key", "env:"));
    }
  }

  /** Not worded with the text: it may be a secret that somebody wrote down. */
  private void checkKey(String reference) {
    if (SECRETS.stream().noneMatch(reference::startsWith)) {
      file.problem(
          "/external/parameters/key",
          CheckRule.BAD_VALUE,
          "parameter 'key' is no reference to a secret; allowed: " + String.join(", ", SECRETS));
    }
  }

  private void checkRules() {
    Set<String> names = new HashSet<>();
    for (int i = 0; i < policy.rules().size(); i++) {
      Rule rule = policy.rules().get(i);
      if (!names.add(rule.name())) {
        file.problem(
            "/rules/" + i + "/name",
            CheckRule.DUPLICATE_NAME,
            "rule '" + rule.name() + "' is named twice; names are unique");
      }
      try {
        if (rule.pattern() != null) {
          Pattern.compile(rule.pattern());
        }
      } catch (PatternSyntaxException e) {
        file.problem(
            "/rules/" + i + "/pattern",
            CheckRule.BAD_VALUE,
            "pattern '" + rule.pattern() + "' is not RE2; " + e.getDescription());
      }
    }
  }
}
