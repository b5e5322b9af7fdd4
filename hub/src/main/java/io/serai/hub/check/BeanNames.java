package io.serai.hub.check;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import io.serai.check.CheckRule;
import io.serai.check.Names;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Whether the beans that a file names are there, and have the methods that it calls.
 *
 * @param file what is checked
 * @param beans of the hub, by name
 */
record BeanNames(YamlText file, Map<String, Object> beans) {

  private static final Set<String> SHORT = Set.of("process", "bean");
  private static final Pattern BY_NAME =
      Pattern.compile("(?:^|[=,])#(?:bean:)?([\\w.-]+)(?=$|[&,])");
  private static final Set<String> CALLS = Set.of("bean", "method");
  private static final Set<String> PROSE =
      Set.of("message", "description", "note", "name", "expression", "constant", "simple");
  private static final String SCHEME = "bean:";
  private static final String ENDING = "Ref";

  /** Everything that is not there; the file uses these endpoints. */
  List<Finding> check(List<EndpointUse> uses) {
    Set<String> known = new HashSet<>(beans.keySet());
    known.addAll(own());
    List<Finding> findings = new ArrayList<>();
    for (YamlText.Entry entry : file.entries()) {
      JsonNode value = entry.value();
      if (value.isTextual() && isName(entry) && !value.asText().startsWith("#")) {
        require(value.asText(), entry.at(), known, findings);
      } else if (CALLS.contains(entry.key())
          && value.path("ref").isTextual()
          && value.path("method").isTextual()) {
        requireMethod(entry, findings);
      }
    }
    for (EndpointUse use : uses) {
      if (use.plainUri().startsWith(SCHEME)) {
        require(use.plainUri().substring(SCHEME.length()), use.at(), known, findings);
      }
    }
    file.scalars(
        (at, text) -> {
          Matcher named = BY_NAME.matcher(text);
          while (!isProse(at) && named.find()) {
            require(named.group(1), at, known, findings);
          }
        });
    return findings;
  }

  /** Those that the file makes itself. */
  private Set<String> own() {
    return file.entries().stream()
        .filter(entry -> entry.key().equals("name") && entry.parentKey().equals("beans"))
        .map(entry -> entry.value().asText())
        .collect(Collectors.toSet());
  }

  private static boolean isName(YamlText.Entry entry) {
    return !EndpointUse.isData(entry.at())
        && (entry.key().equals("ref")
            || entry.key().endsWith(ENDING)
            || SHORT.contains(entry.key()));
  }

  /** Whether a text is for people, or for the language of an expression. */
  private static boolean isProse(JsonPointer at) {
    return at.toString().contains("/definition/")
        || PROSE.contains(String.valueOf(at.last().getMatchingProperty()));
  }

  private void require(String name, JsonPointer at, Set<String> known, List<Finding> findings) {
    if (!name.contains("{{") && !known.contains(name)) {
      findings.add(file.at(at, CheckRule.MISSING_BEAN, Names.unknown("bean", name, known)));
    }
  }

  private void requireMethod(YamlText.Entry step, List<Finding> findings) {
    Object bean = beans.get(step.value().path("ref").asText());
    String method = step.value().path("method").asText().split("\\(", 2)[0].trim();
    if (bean == null || method.contains("{{")) {
      return;
    }
    Set<String> methods =
        Arrays.stream(bean.getClass().getMethods())
            .filter(each -> each.getDeclaringClass() != Object.class)
            .map(Method::getName)
            .collect(Collectors.toCollection(TreeSet::new));
    if (!methods.contains(method)) {
      findings.add(
          file.at(
              step.at().appendProperty("method"),
              CheckRule.UNKNOWN_METHOD,
              Names.unknown("method", method, methods)));
    }
  }
}
