package io.serai.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.awaitility.Awaitility;

/** Doors that a test adds to a hub, and takes away again, while it runs. */
record Doors(Path home, StartedHub hub) {

  private static final String DOOR =
      """
      - route:
          id: %1$s
          routeConfigurationId: %2$s
          from:
            uri: kamelet:%3$s
            parameters:
      %4$s
            steps:
              - to:
                  uri: direct:intake
              - process:
                  ref: dispatch
      """;

  /** The route of a door. */
  static String of(String id, String configuration, String kamelet, String... parameters) {
    return DOOR.formatted(
        id, configuration, kamelet, "        " + String.join("\n        ", parameters));
  }

  /** Adds a door, or changes it, and waits until it is in force. */
  void open(String name, String route) throws IOException {
    int seen = hub.log().length();
    write(name, route);
    awaitInForce(name, seen);
  }

  /** Takes a door away, and waits until it has gone. */
  void close(String name) throws IOException {
    int seen = hub.log().length();
    delete(name);
    awaitInForce(name, seen);
  }

  void write(String name, String route) throws IOException {
    Files.writeString(file(name), route);
  }

  void delete(String name) throws IOException {
    Files.delete(file(name));
  }

  private Path file(String name) {
    return home.resolve("routes/ingress/" + name + ".camel.yaml");
  }

  private void awaitInForce(String name, int seen) {
    String told = "edit in force: routes [routes/ingress/" + name + ".camel.yaml]";
    Awaitility.await().until(() -> hub.log().substring(seen), log -> log.contains(told));
  }
}
