package io.serai.hub.config;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where the keys of a properties file stand in it. */
final class PropertyLines {

  private static final Pattern KEY = Pattern.compile("(\\s*)([^\\s=:#!][^\\s=:]*).*");

  private final String file;
  private final Map<String, ConfigProblem.Place> places = new HashMap<>();

  PropertyLines(String file, String text) {
    this.file = file;
    int number = 1;
    boolean continued = false;
    for (String line : (Iterable<String>) text.lines()::iterator) {
      Matcher key = KEY.matcher(line);
      if (!continued && key.matches()) {
        places.put(key.group(2), new ConfigProblem.Place(file, number, 1 + key.group(1).length()));
      }
      continued = line.endsWith("\\");
      number++;
    }
  }

  /** Where a key was set last; the file's beginning for one that is written in another way. */
  ConfigProblem.Place of(String key) {
    return places.getOrDefault(key, new ConfigProblem.Place(file, 1, 1));
  }
}
