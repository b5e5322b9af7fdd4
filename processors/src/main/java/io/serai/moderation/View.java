package io.serai.moderation;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A text that was made from another, and knows where in it each character came from. */
final class View {

  private final String text;
  private final int @Nullable [] starts;
  private final int @Nullable [] ends;

  private View(String text, int @Nullable [] starts, int @Nullable [] ends) {
    this.text = text;
    this.starts = starts;
    this.ends = ends;
  }

  /** A text as it is. */
  static View of(String text) {
    return new View(text, null, null);
  }

  String text() {
    return text;
  }

  /** Where the character here begins in the first text. */
  int start(int at) {
    return starts == null ? at : at < starts.length ? starts[at] : end(at);
  }

  /** Where the character before here ends in the first text. */
  int end(int at) {
    return ends == null || at == 0 ? at : ends[at - 1];
  }

  /** Takes characters together. */
  static final class Builder {

    private final StringBuilder text;
    private int[] starts;
    private int[] ends;

    Builder(int expected) {
      this.text = new StringBuilder(expected);
      this.starts = new int[Math.max(16, expected)];
      this.ends = new int[starts.length];
    }

    /** A character that was made from a part of the first text. */
    void add(char c, int start, int end) {
      int at = text.length();
      if (at == starts.length) {
        starts = Arrays.copyOf(starts, 2 * at);
        ends = Arrays.copyOf(ends, 2 * at);
      }
      starts[at] = start;
      ends[at] = end;
      text.append(c);
    }

    /** Some characters that were all made from the same part of the first text. */
    void add(CharSequence characters, int start, int end) {
      for (int i = 0; i < characters.length(); i++) {
        add(characters.charAt(i), start, end);
      }
    }

    int length() {
      return text.length();
    }

    View build() {
      return new View(
          text.toString(), Arrays.copyOf(starts, length()), Arrays.copyOf(ends, length()));
    }
  }
}
