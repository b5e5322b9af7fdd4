package io.serai.moderation;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bytes of UTF-8 that were found in a text, each with the place it was found at. */
final class EncodedText {

  private static final int SHORTEST = 4;
  private static final int DELETE = 127;

  private byte[] bytes = new byte[64];
  private int[] starts = new int[64];
  private int[] ends = new int[64];
  private int length;
  private boolean ascii = true;

  /**
   * Takes a byte.
   *
   * @return false for one that is in no text, but in images and in what a word happens to decode to
   */
  boolean add(int value, int start, int end) {
    boolean control = value < ' ' && value != '\n' && value != '\t' && value != '\r';
    if (control || value == DELETE) {
      return false;
    }
    if (length == bytes.length) {
      bytes = Arrays.copyOf(bytes, 2 * length);
      starts = Arrays.copyOf(starts, 2 * length);
      ends = Arrays.copyOf(ends, 2 * length);
    }
    bytes[length] = (byte) value;
    starts[length] = start;
    ends[length] = end;
    length++;
    ascii &= value < 128;
    return true;
  }

  int length() {
    return length;
  }

  void clear() {
    length = 0;
    ascii = true;
  }

  /**
   * Whether the bytes are some text, or may be when more follow.
   *
   * @param whole whether no more follow, which a character may need
   */
  boolean isText(boolean whole) {
    if (length < SHORTEST) {
      return !whole;
    }
    if (ascii) {
      return true;
    }
    CharBuffer characters = CharBuffer.allocate(length);
    CharsetDecoder strict = StandardCharsets.UTF_8.newDecoder();
    CoderResult result = strict.decode(ByteBuffer.wrap(bytes, 0, length), characters, whole);
    return !result.isError();
  }

  /** Writes the characters that the bytes are, and forgets them. */
  void writeTo(View.Builder view) {
    for (int at = 0; at < length; ) {
      if (bytes[at] >= 0) {
        view.add((char) bytes[at], starts[at], ends[at]);
        at++;
        continue;
      }
      int size = Math.min(length - at, size(bytes[at]));
      String characters = new String(bytes, at, size, StandardCharsets.UTF_8);
      view.add(characters, starts[at], ends[at + size - 1]);
      at += size;
    }
    clear();
  }

  private static int size(byte first) {
    if ((first & 0xC0) == 0x80) {
      return 1;
    }
    return (first & 0xE0) == 0xC0 ? 2 : (first & 0xF0) == 0xE0 ? 3 : 4;
  }
}
