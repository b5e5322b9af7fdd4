package io.serai.hub;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.serai.policy.Endpoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The kamelets of a home directory, as policies may name them. */
final class Kamelets {

  private static final String ENDING = ".kamelet.yaml";
  private static final String SINK = "-sink" + ENDING;
  private static final String MODERATOR = "moderation-";
  private static final YAMLMapper YAML = new YAMLMapper();

  private Kamelets() {}

  /** One endpoint for each kamelet that runs jobs or asks a moderator; others are for routes. */
  static List<Endpoint> of(Path home) {
    try (Stream<Path> files = Files.list(home.resolve("kamelets"))) {
      return files.filter(Kamelets::isForPolicies).map(Kamelets::read).toList();
    } catch (IOException e) {
      throw new UncheckedIOException("kamelets in '" + home + "' cannot be listed", e);
    }
  }

  private static boolean isForPolicies(Path file) {
    String name = file.getFileName().toString();
    return name.endsWith(SINK) || (name.startsWith(MODERATOR) && name.endsWith(ENDING));
  }

  private static Endpoint read(Path file) {
    String name = file.getFileName().toString();
    String endpoint = "kamelet:" + name.substring(0, name.length() - ENDING.length());
    Set<String> parameters = new HashSet<>();
    Set<String> required = new HashSet<>();
    try {
      JsonNode definition = YAML.readTree(file.toFile()).at("/spec/definition");
      definition.path("properties").fieldNames().forEachRemaining(parameters::add);
      definition.path("required").forEach(each -> required.add(each.asText()));
    } catch (IOException e) {
      // What is wrong with the file itself is the business of whoever checks routes.
      return new Endpoint(endpoint, Set.of(), Set.of());
    }
    return new Endpoint(endpoint, parameters, required);
  }
}
