package io.serai.hub.reload;

import io.serai.check.CheckRule;
import io.serai.hub.check.Finding;
import io.serai.hub.check.RouteFiles;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Turns what Camel throws into file, line and words. */
final class Findings {

  private static final Pattern LINE = Pattern.compile("line[: ]+(\\d+)");
  private static final Pattern SOURCE = Pattern.compile("source: ([\\w./-]+\\.yaml):(\\d+)");
  private static final Pattern ROUTE = Pattern.compile("route: ([\\w-]+)");
  private static final Pattern TEMPLATE = Pattern.compile("from template: ([\\w-]+)");
  private static final Pattern URI = Pattern.compile("[\\w-]+:(?://)?[\\w./-]+");

  private Findings() {}

  /** A finding in a file that is known. */
  static Finding of(String file, String text, Exception thrown) {
    String message = rootMessage(thrown);
    Matcher line = LINE.matcher(allMessages(thrown));
    return finding(
        file,
        text,
        line.find() ? Integer.parseInt(line.group(1)) : lineOf(text, allMessages(thrown)),
        message);
  }

  /** A finding whose file is to be found out. */
  static Finding locate(RouteFiles files, Exception thrown) {
    String messages = allMessages(thrown);
    Matcher source = SOURCE.matcher(messages);
    if (source.find()) {
      String name = source.group(1);
      for (String file : files.routes().keySet()) {
        if (file.endsWith(name)) {
          return at(files, file, Integer.parseInt(source.group(2)), thrown);
        }
      }
    }
    Matcher route = ROUTE.matcher(messages);
    while (route.find()) {
      String kamelet = "kamelets/" + route.group(1).replaceFirst("^check-", "") + ".kamelet.yaml";
      if (files.kamelets().containsKey(kamelet)) {
        return at(files, kamelet, 1, thrown);
      }
      String id = "id: " + route.group(1);
      for (Map.Entry<String, String> entry : files.routes().entrySet()) {
        if (entry.getValue().lines().anyMatch(line -> line.trim().equals(id))) {
          return at(files, entry.getKey(), 1, thrown);
        }
      }
    }
    Matcher template = TEMPLATE.matcher(messages);
    if (template.find()) {
      Set<String> using = files.holding("kamelet:" + template.group(1));
      if (using.size() == 1) {
        String file = using.iterator().next();
        String text = String.valueOf(files.routes().get(file));
        int line = lineOf(text, "kamelet:" + template.group(1));
        return finding(file, text, line, rootMessage(thrown));
      }
    }
    return finding("routes", "", 1, rootMessage(thrown));
  }

  private static Finding at(RouteFiles files, String file, int line, Exception thrown) {
    String text = String.valueOf(files.routes().getOrDefault(file, files.kamelets().get(file)));
    int found = lineOf(text, allMessages(thrown));
    return finding(file, text, found > 1 ? found : line, rootMessage(thrown));
  }

  /** Camel knows lines only: what is wrong is said to be at the first word of one. */
  private static Finding finding(String file, String text, int line, String message) {
    String found = text.lines().skip(line - 1L).findFirst().orElse("");
    int column = 1 + found.length() - found.stripLeading().length();
    return new Finding(file, line, column, CheckRule.DOES_NOT_BUILD, message);
  }

  /** The line that holds an endpoint the message speaks of; 1 where there is none. */
  private static int lineOf(String text, String message) {
    Matcher uri = URI.matcher(message);
    while (uri.find()) {
      String plain = uri.group().replace("://", ":");
      int number = 1;
      for (String line : (Iterable<String>) text.lines()::iterator) {
        if (line.contains("uri: " + plain)) {
          return number;
        }
        number++;
      }
    }
    return 1;
  }

  private static String rootMessage(Throwable thrown) {
    Throwable root = thrown;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    String message = root.getMessage();
    return message == null
        ? root.toString()
        : message.lines().findFirst().orElse("").replaceAll("\\s+", " ").trim();
  }

  private static String allMessages(Throwable thrown) {
    StringBuilder all = new StringBuilder();
    for (Throwable each = thrown; each != null; each = each.getCause()) {
      all.append(each.getMessage()).append('\n');
    }
    return all.toString();
  }
}
