package io.serai.it;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A page that is followed word by word: files to write, commands to type, what they print. */
record HowToPage(List<Step> steps) {

  private static final String FENCE = "```";

  /** What may be anything in what a page promises. */
  private static final String ANYTHING = "…";

  /**
   * A block of the page.
   *
   * @param kind the words behind its fence
   * @param text what is in it
   * @param line where it begins, from 1
   */
  record Step(String kind, String text, int line) {

    /** Whether it is a command that goes on beside the others. */
    boolean isTerminal() {
      return kind.equals("sh terminal");
    }

    boolean isCommand() {
      return kind.equals("sh");
    }

    boolean isPromise() {
      return kind.equals("text");
    }

    boolean isFile() {
      return kind.contains(" file=");
    }

    /** The path of a file. */
    String path() {
      return kind.substring(kind.indexOf('=') + 1);
    }

    /** Whether what was printed is what is promised. */
    boolean isKeptBy(String printed) {
      String wanted =
          List.of(text.strip().split(ANYTHING, -1)).stream()
              .map(Pattern::quote)
              .collect(Collectors.joining(".*"));
      return Pattern.compile(wanted, Pattern.DOTALL).matcher(printed.strip()).matches();
    }
  }

  /** Reads a page. */
  static HowToPage read(String markdown) {
    List<Step> steps = new ArrayList<>();
    String[] lines = markdown.split("\n", -1);
    int start = -1;
    for (int i = 0; i < lines.length; i++) {
      if (start < 0 && lines[i].startsWith(FENCE)) {
        start = i;
      } else if (start >= 0 && lines[i].equals(FENCE)) {
        String text = String.join("\n", List.of(lines).subList(start + 1, i)) + "\n";
        steps.add(new Step(lines[start].substring(FENCE.length()), text, start + 1));
        start = -1;
      }
    }
    return new HowToPage(steps);
  }
}
