package io.serai.it;

import io.serai.hub.config.HubConfig;
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

  /** The certificate of a name, as a client in this process shows it. */
  static HubConfig.Tls tls(Path directory, String name) {
    return new HubConfig.Tls(
        directory.resolve("ca.pem").toString(),
        directory.resolve(name + ".pem").toString(),
        directory.resolve(name + ".key").toString());
  }

  /** What makes a process show it. */
  static Map<String, String> settings(Path directory, String name) {
    HubConfig.Tls tls = tls(directory, name);
    return Map.of(
        "serai.tls.ca", tls.ca(),
        "serai.tls.certificate", tls.certificate(),
        "serai.tls.key", tls.key());
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
