package io.serai.hub.config;

import io.serai.check.CheckRule;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** The settings as they are read: what each key is set to and where, and what is wrong with it. */
final class ConfigValues {

  static final String URL = "https?://[A-Za-z0-9.\\-\\[\\]:]+(/[A-Za-z0-9._~/\\-]*)?";

  private static final String SERVERS = "[^,:\\s]+:\\d{1,5}(\\s*,\\s*[^,:\\s]+:\\d{1,5})*";
  private static final ConfigProblem.Place DEFAULTS = ConfigProblem.at("defaults");

  private final Map<Key, String> values = new EnumMap<>(Key.class);
  private final Map<Key, ConfigProblem.Place> places = new EnumMap<>(Key.class);
  private final List<ConfigProblem> problems = new ArrayList<>();
  private final Set<Key> wrong = EnumSet.noneOf(Key.class);

  /** Starts from the defaults. */
  ConfigValues() {
    for (Key key : Key.values()) {
      values.put(key, key.defaultValue());
    }
  }

  void put(Key key, String value, ConfigProblem.Place place) {
    values.put(key, value);
    places.put(key, place);
  }

  /** Notes what is wrong with the value of a key. */
  void problem(Key key, String message) {
    problem(List.of(key), message);
  }

  /** Notes what is wrong with the values of keys that belong together, where the first is set. */
  void problem(List<Key> keys, String message) {
    wrong.addAll(keys);
    ConfigProblem.Place place =
        keys.stream().map(places::get).filter(Objects::nonNull).findFirst().orElse(DEFAULTS);
    problem(place, CheckRule.BAD_VALUE, message);
  }

  /** Notes what is wrong somewhere. */
  void problem(ConfigProblem.Place place, CheckRule rule, String message) {
    problems.add(new ConfigProblem(place, rule, message));
  }

  /**
   * Ends the reading where something is wrong.
   *
   * @throws ConfigException with everything that is
   */
  void requireRight() {
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
  }

  /** Goes back to the defaults where a value is wrong, and forgets what was wrong. */
  void forgetWrong() {
    wrong.forEach(key -> values.put(key, key.defaultValue()));
    wrong.clear();
    problems.clear();
  }

  String oneOf(Key key, List<String> allowed) {
    String value = text(key);
    if (!allowed.contains(value)) {
      problem(
          key, key.word() + " '" + value + "' is unknown; allowed: " + String.join(", ", allowed));
    }
    return value;
  }

  String text(Key key) {
    return String.valueOf(values.get(key));
  }

  String servers(Key key) {
    String value = text(key);
    if (!value.matches(SERVERS)) {
      problem(
          key,
          key.word() + " '" + value + "' is not a list of servers; allowed: HOST:PORT, by commas");
    }
    return value;
  }

  String url(Key key) {
    String value = text(key);
    if (!value.isEmpty() && !value.matches(URL)) {
      problem(
          key, key.word() + " '" + value + "' is not a URL; allowed: http:// or https://HOST:PORT");
    }
    return value;
  }

  boolean flag(Key key) {
    String value = text(key);
    if (!value.equals("true") && !value.equals("false")) {
      problem(key, key.word() + " '" + value + "' is not a switch; allowed: true, false");
    }
    return value.equals("true");
  }

  int number(Key key, int min, int max) {
    String value = text(key);
    try {
      int number = Integer.parseInt(value);
      if (number >= min && number <= max) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Worded below, like a number out of range.
    }
    problem(key, key.word() + " '" + value + "' is not allowed; allowed: " + min + " to " + max);
    return min;
  }
}
