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

  private byte[] bytes = new byte[64];
  private int[] starts = new int[64];
  private int[] ends = new int[64];
  private int length;

  void add(int value, int start, int end) {
    if (length == bytes.length) {
      bytes = Arrays.copyOf(bytes, 2 * length);
      starts = Arrays.copyOf(starts, 2 * length);
      ends = Arrays.copyOf(ends, 2 * length);
    }
    bytes[length] = (byte) value;
    starts[length] = start;
    ends[length] = end;
    length++;
  }

  boolean isEmpty() {
    return length == 0;
  }

  void clear() {
    length = 0;
  }

  /** Whether the bytes are some text, and not an image or what a word happens to decode to. */
  boolean isPlausible() {
    if (length < SHORTEST) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      int b = bytes[i];
      boolean control = b >= 0 && b < ' ' && b != '\n' && b != '\t' && b != '\r';
      if (control || b == 127) {
        return false;
      }
    }
    CharBuffer characters = CharBuffer.allocate(length);
    CharsetDecoder strict = StandardCharsets.UTF_8.newDecoder();
    CoderResult result = strict.decode(ByteBuffer.wrap(bytes, 0, length), characters, true);
    return !result.isError();
  }

  /** Writes the characters that the bytes are, and forgets them. */
  void writeTo(View.Builder view) {
    for (int at = 0; at < length; ) {
      int size = Math.min(length - at, size(bytes[at]));
      String characters = new String(bytes, at, size, StandardCharsets.UTF_8);
      view.add(characters, starts[at], ends[at + size - 1]);
      at += size;
    }
    clear();
  }

  private static int size(byte first) {
    if (first >= 0 || (first & 0xC0) == 0x80) {
      return 1;
    }
    return (first & 0xE0) == 0xC0 ? 2 : (first & 0xF0) == 0xE0 ? 3 : 4;
  }
}
