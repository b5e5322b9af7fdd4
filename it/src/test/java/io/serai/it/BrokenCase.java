package io.serai.it;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * One broken edit of {@code src/test/resources/broken}.
 *
 * @param kind what is broken: routes, kamelets, policies or configuration
 * @param edit as it is written there
 */
record BrokenCase(String kind, JsonNode edit) {

  static final List<String> KINDS = List.of("routes", "kamelets", "policies", "configuration");

  private static final YAMLMapper YAML = new YAMLMapper();

  /** All of some kinds. */
  static Stream<BrokenCase> all(List<String> kinds) throws IOException {
    List<BrokenCase> cases = new ArrayList<>();
    for (String kind : kinds) {
      try (InputStream file = BrokenCase.class.getResourceAsStream("/broken/" + kind + ".yaml")) {
        YAML.readTree(file).forEach(edit -> cases.add(new BrokenCase(kind, edit)));
      }
    }
    return cases.stream();
  }

  /** Breaks the home. */
  void applyTo(Path home) throws IOException {
    Path file = file(home);
    if (edit.path("deleted").asBoolean()) {
      Files.delete(file);
    } else if (edit.has("text")) {
      Files.writeString(file, edit.path("text").asText());
    } else {
      Files.writeString(file, replaced(Files.readString(file)));
    }
  }

  private String replaced(String text) {
    String old = edit.path("replace").asText();
    int at = text.indexOf(old);
    if (at < 0) {
      throw new IllegalStateException(this + " replaces what is not there: " + old);
    }
    return text.substring(0, at) + edit.path("with").asText() + text.substring(at + old.length());
  }

  /** Mends it again. */
  void undoIn(Path home) throws IOException {
    Path shipped = StartedHub.HOME.resolve(edit.path("file").asText());
    if (edit.has("text")) {
      Files.delete(file(home));
    } else {
      Files.writeString(file(home), Files.readString(shipped));
    }
  }

  private Path file(Path home) {
    return home.resolve(edit.path("file").asText());
  }

  /**
   * Whether a hub with HTTP only has what is broken. It does not load the routes of brokers; and a
   * kamelet that goes is a matter of its policies, which it reads again when they change.
   */
  boolean isOfARunningHub() {
    String file = edit.path("file").asText();
    return !file.startsWith("routes/ingress/kafka/")
        && !file.startsWith("routes/ingress/rabbitmq/")
        && !(kind.equals("kamelets") && edit.path("deleted").asBoolean());
  }

  /** What validate has to say of it, line by line. */
  List<String> findings(Path home) {
    List<String> findings = new ArrayList<>();
    edit.path("findings")
        .forEach(each -> findings.add(each.asText().replace("HOME", home.toString())));
    return findings;
  }

  @Override
  public String toString() {
    return kind + ": " + edit.path("name").asText();
  }
}
