package io.serai.hub.check;

import io.serai.check.CheckRule;
import io.serai.check.Names;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What placeholders stand for, in one file.
 *
 * @param properties of the hub
 * @param own of the file: its kamelet's properties with a default or an example, and its beans
 * @param names of everything of the file itself, with a value or without
 */
record Settings(Properties properties, Map<String, String> own, Set<String> names) {

  private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{\\s*([^{}]+?)\\s*\\}\\}");

  /** What Camel itself tells each route that it makes of a template. */
  private static final Set<String> OF_TEMPLATES = Set.of("templateId", "routeId", "uuid");

  /** Placeholders that stand for nothing. */
  List<Finding> check(YamlText file) {
    List<Finding> findings = new ArrayList<>();
    file.scalars(
        (at, text) -> {
          Matcher placeholder = PLACEHOLDER.matcher(text);
          while (placeholder.find()) {
            String name = placeholder.group(1);
            if (!isKnown(name)) {
              findings.add(
                  file.at(
                      at,
                      CheckRule.UNRESOLVED_PLACEHOLDER,
                      Names.unknown("placeholder", name, allowed())));
            }
          }
        });
    return findings;
  }

  /** One may be optional, or have a default; {@code env:} and the like are asked while it runs. */
  private boolean isKnown(String name) {
    return name.startsWith("?")
        || name.contains(":")
        || names.contains(name)
        || OF_TEMPLATES.contains(name)
        || value(name).isPresent();
  }

  private Optional<String> value(String name) {
    String variable = name.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    return Optional.ofNullable(own.get(name))
        .or(() -> Optional.ofNullable(properties.getProperty(name)))
        .or(() -> Optional.ofNullable(System.getProperty(name)))
        .or(() -> Optional.ofNullable(System.getenv(variable)));
  }

  private Set<String> allowed() {
    Set<String> allowed = new HashSet<>(names);
    properties.stringPropertyNames().stream()
        .filter(each -> each.startsWith("serai."))
        .forEach(allowed::add);
    return allowed;
  }

  /** The text with what its placeholders stand for; nothing while one of them is open. */
  Optional<String> resolve(String text) {
    StringBuilder resolved = new StringBuilder();
    Matcher placeholder = PLACEHOLDER.matcher(text);
    while (placeholder.find()) {
      Optional<String> value = value(placeholder.group(1));
      if (value.isEmpty()) {
        return Optional.empty();
      }
      placeholder.appendReplacement(resolved, Matcher.quoteReplacement(value.get()));
    }
    return Optional.of(placeholder.appendTail(resolved).toString());
  }
}
