package io.serai.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Changes to a text that know nothing of what it means. */
public final class Bytes {

  private static final List<byte[]> TROUBLE =
      List.of(
          new byte[] {0},
          new byte[] {(byte) 0xff},
          new byte[] {(byte) 0xc0, (byte) 0x80},
          new byte[] {(byte) 0xed, (byte) 0xa0, (byte) 0x80},
          new byte[] {(byte) 0xef, (byte) 0xbb, (byte) 0xbf},
          utf8("\""),
          utf8("\\"),
          utf8("\\u0000"),
          utf8("\\ud800"),
          utf8("{"),
          utf8("]"),
          utf8(":"),
          utf8(","),
          utf8("\n"),
          utf8("\t- "),
          utf8("&a *a"),
          utf8("!!java.net.URL "),
          utf8("1e999999"),
          utf8("-0"),
          utf8("99999999999999999999"),
          utf8("null"),
          utf8("${header.x}"),
          utf8("\u202e\u200b"));

  private Bytes() {}

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** The text with one change. */
  public static byte[] changed(byte[] bytes, Random random) {
    if (bytes.length == 0) {
      return one(random);
    }
    int at = random.nextInt(bytes.length);
    int to = Math.min(bytes.length, at + 1 + random.nextInt(24));
    return switch (random.nextInt(6)) {
      case 0 -> flipped(bytes, at, random);
      case 1 -> spliced(bytes, at, at, one(random));
      case 2 -> spliced(bytes, at, to, one(random));
      case 3 -> spliced(bytes, at, to, new byte[0]);
      case 4 -> spliced(bytes, at, at, Arrays.copyOfRange(bytes, at, to));
      default -> Arrays.copyOf(bytes, at);
    };
  }

  private static byte[] one(Random random) {
    return TROUBLE.get(random.nextInt(TROUBLE.size()));
  }

  private static byte[] flipped(byte[] bytes, int at, Random random) {
    byte[] changed = bytes.clone();
    changed[at] ^= (byte) (1 << random.nextInt(8));
    return changed;
  }

  /** With what is between two places replaced. */
  private static byte[] spliced(byte[] bytes, int from, int to, byte[] between) {
    byte[] changed = new byte[bytes.length - (to - from) + between.length];
    System.arraycopy(bytes, 0, changed, 0, from);
    System.arraycopy(between, 0, changed, from, between.length);
    System.arraycopy(bytes, to, changed, from + between.length, bytes.length - to);
    return changed;
  }
}
