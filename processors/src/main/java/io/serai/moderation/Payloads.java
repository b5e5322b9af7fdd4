package io.serai.moderation;

import org.jspecify.annotations.Nullable;

/** Finds text that is written in base64 (RFC 4648, both alphabets) or in hexadecimal digits. */
final class Payloads {

  private static final int SHORTEST = 12;
  private static final byte[] VALUES = values();

  private final View from;
  private final View.Builder to = new View.Builder(64);
  private final EncodedText encoded = new EncodedText();
  private final int limit;
  private boolean cut;
  private int endOfLast = -1;

  private Payloads(View from, int limit) {
    this.from = from;
    this.limit = limit;
  }

  /**
   * All that was decoded.
   *
   * @param view one after the other, on lines of their own; null when there is none
   * @param cut whether there was more than the limit
   */
  record Decoded(@Nullable View view, boolean cut) {}

  /** Decodes what is found, up to a number of characters. */
  static Decoded in(View text, int limit) {
    return new Payloads(text, limit).decode();
  }

  private Decoded decode() {
    String text = from.text();
    int at = 0;
    while (at < text.length() && !cut) {
      int end = at;
      while (end < text.length() && value(text.charAt(end)) >= 0) {
        end++;
      }
      if (end - at >= SHORTEST) {
        take(at, end);
      }
      at = end + 1;
    }
    return new Decoded(to.length() == 0 ? null : to.build(), cut);
  }

  private void take(int start, int end) {
    if (hexadecimal(start, end) || base64(start, end)) {
      if (to.length() > 0 && !continues(start)) {
        to.add('\n', from.start(start), from.start(start));
      }
      encoded.writeTo(to);
      endOfLast = end;
      cut |= to.length() >= limit;
    }
    encoded.clear();
  }

  /** Whether this is the next line, or the next part of a broken string, of the one before. */
  private boolean continues(int start) {
    for (int at = endOfLast; at < start; at++) {
      char c = from.text().charAt(at);
      if (!Alphabet.isSpace(c) && "\"'+\\,()".indexOf(c) < 0) {
        return false;
      }
    }
    return true;
  }

  /** Whether the digits are a text, up to the limit. */
  private boolean hexadecimal(int start, int end) {
    if ((end - start) % 2 != 0) {
      return false;
    }
    int at = start;
    while (at < end && hasRoom()) {
      int high = Character.digit(from.text().charAt(at), 16);
      int low = Character.digit(from.text().charAt(at + 1), 16);
      if (high < 0 || low < 0 || !encoded.add(high << 4 | low, from.start(at), from.end(at + 2))) {
        return false;
      }
      at += 2;
    }
    return isText(at == end);
  }

  /** The same. What is no text mostly shows it within some bytes, and is read no further. */
  private boolean base64(int start, int end) {
    encoded.clear();
    int bits = 0;
    int count = 0;
    int at = start;
    while (at < end && hasRoom()) {
      bits = bits << 6 | value(from.text().charAt(at));
      at++;
      count += 6;
      if (count >= 8) {
        count -= 8;
        if (!encoded.add(bits >>> count, from.start(at - 2), from.end(at))) {
          return false;
        }
        bits &= (1 << count) - 1;
      }
    }
    return isText(at == end);
  }

  private boolean isText(boolean whole) {
    boolean text = encoded.isText(whole);
    cut |= text && !whole;
    return text;
  }

  private boolean hasRoom() {
    return to.length() + encoded.length() < limit;
  }

  private static int value(char c) {
    return c < VALUES.length ? VALUES[c] : -1;
  }

  private static byte[] values() {
    byte[] values = new byte[128];
    java.util.Arrays.fill(values, (byte) -1);
    String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    for (int i = 0; i < alphabet.length(); i++) {
      values[alphabet.charAt(i)] = (byte) i;
    }
    values['-'] = 62;
    values['_'] = 63;
    return values;
  }
}
