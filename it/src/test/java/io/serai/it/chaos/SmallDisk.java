package io.serai.it.chaos;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A disk of its own, in memory, that can be filled to the last byte and emptied again. */
final class SmallDisk implements AutoCloseable {

  private final Path mount;
  private final Path balloon;

  private SmallDisk(Path mount) {
    this.mount = mount;
    this.balloon = mount.resolve("balloon");
  }

  /** Mounts a disk of so many MiB. */
  static SmallDisk mount(Path at, int mib) throws IOException {
    Files.createDirectories(at);
    run("mount", "-t", "tmpfs", "-o", "size=" + mib + "m,mode=0755", "serai-chaos", at.toString());
    return new SmallDisk(at);
  }

  private static void run(String... command) throws IOException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.onExit().join().exitValue() != 0) {
      throw new IOException(String.join(" ", command) + " failed; " + said.strip());
    }
  }

  Path path() {
    return mount;
  }

  /** Leaves no room. */
  void fill() throws IOException {
    byte[] block = new byte[1 << 16];
    try (OutputStream out = Files.newOutputStream(balloon)) {
      while (true) {
        out.write(block);
      }
    } catch (IOException e) {
      if (Files.getFileStore(mount).getUsableSpace() > block.length) {
        throw e;
      }
    }
  }

  void empty() throws IOException {
    Files.deleteIfExists(balloon);
  }

  @Override
  public void close() throws IOException {
    run("umount", "-l", mount.toString());
  }
}
