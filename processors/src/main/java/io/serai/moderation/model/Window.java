package io.serai.moderation.model;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A part of a text that is judged by itself, so that one bad sentence is not lost among good ones.
 *
 * @param start where it begins, in UTF-16 units
 * @param end where it ends, exclusive
 */
record Window(int start, int end) {

  /** No text costs more than this many looks, however long it is. */
  static final int MOST = 16;

  /** About what the embedding takes in at once. */
  static final int LONGEST = 1500;

  private static final int FEWEST_WORDS = 3;
  private static final Pattern BREAK = Pattern.compile("(?<=[.!?:])\\s+|\\n+");

  /**
   * The whole of a short text and its sentences; of a long one, overlapping windows from its
   * beginning to its end, which leave gaps when it is longer than {@link #MOST} of them.
   */
  static List<Window> of(String text) {
    return text.length() <= LONGEST ? sentences(text) : slices(text.length());
  }

  String in(String text) {
    return text.substring(start, end);
  }

  private static List<Window> sentences(String text) {
    List<Window> windows = new ArrayList<>();
    windows.add(new Window(0, text.length()));
    Matcher breaks = BREAK.matcher(text);
    int start = 0;
    while (breaks.find() && windows.size() < MOST) {
      addSentence(windows, text, start, breaks.start());
      start = breaks.end();
    }
    if (start > 0 && windows.size() < MOST) {
      addSentence(windows, text, start, text.length());
    }
    return windows;
  }

  private static void addSentence(List<Window> windows, String text, int start, int end) {
    if (text.substring(start, end).trim().split("\\s+", -1).length >= FEWEST_WORDS) {
      windows.add(new Window(start, end));
    }
  }

  private static List<Window> slices(int length) {
    int last = length - LONGEST;
    int steps = Math.min(MOST - 1, (int) Math.ceil(last / (LONGEST * 0.8)));
    List<Window> windows = new ArrayList<>();
    for (int i = 0; i <= steps; i++) {
      int start = (int) ((long) last * i / steps);
      windows.add(new Window(start, start + LONGEST));
    }
    return windows;
  }
}
