package io.serai.it;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Certificates of hubs and nodes, as an operator makes them. */
final class Certificates {

  private Certificates() {}

  /** An authority, and a hub that it vouches for. */
  static void hub(Path directory) throws IOException {
    make("ca", directory.toString());
    make("hub", directory.toString(), "hub");
  }

  /** A node that is reached at an address. */
  static void node(Path directory, String name, String address) throws IOException {
    make("node", directory.toString(), name, address);
  }

  /** What makes a process show the certificate of a name. */
  static Map<String, String> settings(Path directory, String name) {
    return Map.of(
        "serai.tls.ca", directory.resolve("ca.pem").toString(),
        "serai.tls.certificate", directory.resolve(name + ".pem").toString(),
        "serai.tls.key", directory.resolve(name + ".key").toString());
  }

  private static void make(String... arguments) throws IOException {
    List<String> command =
        new ArrayList<>(List.of(StartedHub.HOME.resolve("deploy/certificates").toString()));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (process.waitFor() != 0) {
        throw new IllegalStateException("certificates cannot be made: " + output);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
