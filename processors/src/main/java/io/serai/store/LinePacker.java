package io.serai.store;

import io.serai.job.Sha256;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.util.function.BiConsumer;
import java.util.zip.GZIPOutputStream;

/** Packs lines into parts of bounded size, each compressed by gzip (RFC 1952). */
final class LinePacker {

  private final long bytesEach;
  private final BiConsumer<Packed, byte[]> parts;
  private ByteArrayOutputStream packed = new ByteArrayOutputStream();
  private DigestOutputStream lines = begin();
  private long rows;
  private long bytes;

  /** How many lines a part has, and their digest. */
  record Packed(long rows, String sha256) {}

  /**
   * Packs lines.
   *
   * @param bytesEach a part ends with the line that reaches so many, unpacked
   * @param parts takes each part when it is whole
   */
  LinePacker(long bytesEach, BiConsumer<Packed, byte[]> parts) {
    this.bytesEach = bytesEach;
    this.parts = parts;
  }

  private DigestOutputStream begin() {
    try {
      return new DigestOutputStream(new GZIPOutputStream(packed), Sha256.begin());
    } catch (IOException e) {
      throw new UncheckedIOException("memory cannot be written", e);
    }
  }

  /** Takes one more. */
  void add(String line) {
    byte[] utf8 = (line + "\n").getBytes(StandardCharsets.UTF_8);
    try {
      lines.write(utf8);
    } catch (IOException e) {
      throw new UncheckedIOException("memory cannot be written", e);
    }
    rows++;
    bytes += utf8.length;
    if (bytes >= bytesEach) {
      end();
    }
  }

  /** Ends the last part, if there is anything in it. */
  void end() {
    if (rows == 0) {
      return;
    }
    try {
      lines.close();
    } catch (IOException e) {
      throw new UncheckedIOException("memory cannot be written", e);
    }
    String digest = Sha256.hex(lines.getMessageDigest());
    parts.accept(new Packed(rows, digest), packed.toByteArray());
    packed = new ByteArrayOutputStream();
    lines = begin();
    rows = 0;
    bytes = 0;
  }
}
