package io.serai.moderation;

import org.jspecify.annotations.Nullable;

/**
 * Reads the characters that a text spells as {@code %41}, {@code \x41} or {@code \}{@code u0041}.
 */
final class Escapes {

  /** A text with fewer escapes hides nothing in them. */
  private static final int FEWEST = 3;

  private Escapes() {}

  /** The text with its escapes read; null when there are none to speak of. */
  static @Nullable View read(View from) {
    String text = from.text();
    if (text.indexOf('%') < 0 && text.indexOf('\\') < 0) {
      return null;
    }
    View.Builder to = new View.Builder(text.length());
    EncodedText bytes = new EncodedText();
    int escapes = 0;
    for (int at = 0; at < text.length(); ) {
      int digits = digits(text, at);
      if (digits == 0) {
        bytes.writeTo(to);
        to.add(text.charAt(at), from.start(at), from.end(at + 1));
        at++;
        continue;
      }
      escapes++;
      int next = at + (text.charAt(at) == '%' ? 1 : 2) + digits;
      int value = Integer.parseInt(text, next - digits, next, 16);
      if (digits == 2) {
        bytes.add(value, from.start(at), from.end(next));
      } else {
        bytes.writeTo(to);
        to.add((char) value, from.start(at), from.end(next));
      }
      at = next;
    }
    bytes.writeTo(to);
    return escapes < FEWEST ? null : to.build();
  }

  /** How many hexadecimal digits the escape that begins here has; 0 when none does. */
  private static int digits(String text, int at) {
    char c = text.charAt(at);
    if (c == '%') {
      return areHex(text, at + 1, 2) ? 2 : 0;
    }
    if (c != '\\' || at + 1 == text.length()) {
      return 0;
    }
    int wanted = text.charAt(at + 1) == 'x' ? 2 : text.charAt(at + 1) == 'u' ? 4 : 0;
    return areHex(text, at + 2, wanted) ? wanted : 0;
  }

  private static boolean areHex(String text, int start, int count) {
    if (start + count > text.length()) {
      return false;
    }
    for (int i = start; i < start + count; i++) {
      char c = text.charAt(i);
      if (c > 'f' || Character.digit(c, 16) < 0) {
        return false;
      }
    }
    return true;
  }
}
