package io.serai.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.serai.moderation.model.BgeEmbedder;
import io.serai.moderation.model.Models;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Holds the loader against every {@code policies/tests/*.invalid.yaml}. */
@SuppressWarnings("NullAway.Init") // JUnit makes the directory before each test.
class InvalidPolicyTest {

  private static final Path POLICIES =
      Path.of(System.getProperty("serai.home")).resolve("policies");
  private static final List<Endpoint> ENDPOINTS =
      List.of(
          new Endpoint("kamelet:sandbox-process-sink", Set.of(), Set.of()),
          new Endpoint("kamelet:sandbox-docker-sink", Set.of(), Set.of()),
          new Endpoint("kamelet:sandbox-gvisor-sink", Set.of(), Set.of()),
          new Endpoint("kamelet:sandbox-aws-sink", Set.of("region", "service"), Set.of("region")),
          new Endpoint("kamelet:moderation-openai-action", Set.of("key"), Set.of("key")));
  private static final Models MODELS =
      new Models(POLICIES.resolveSibling("models"), new BgeEmbedder());
  private static final Set<String> PROVIDERS = Set.of("process", "docker", "gvisor");
  private static final String ENDING = ".invalid.yaml";

  @TempDir private Path home;

  @TestFactory
  List<DynamicTest> complainsOfEveryInvalidExample() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    for (Path file : invalidFiles()) {
      String policy = file.getFileName().toString().replace(ENDING, "");
      for (JsonNode example : new YAMLMapper().readTree(file.toFile())) {
        tests.add(
            DynamicTest.dynamicTest(
                policy + ": " + example.path("name").asText(),
                () ->
                    assertThat(complaint(policy, example))
                        .isEqualTo(example.path("complaint").asText())));
      }
    }
    assertThat(tests).isNotEmpty();
    return tests;
  }

  @Test
  void keepsTheLastGoodPoliciesInForce() throws Exception {
    copyPolicies();
    PolicyStore store =
        new PolicyStore(
            new PolicyLoader(home, () -> ENDPOINTS, PROVIDERS, MODELS::complaint, false));
    Policies good = store.current();
    Files.writeString(home.resolve("pricing.yaml"), "currency: 7");

    assertThat(catchThrowableOfType(PolicyException.class, store::load)).isNotNull();
    assertThat(store.current()).isSameAs(good);

    Files.delete(home.resolve("pricing.yaml"));
    assertThat(catchThrowableOfType(PolicyException.class, store::load))
        .hasMessageStartingWith("policies/pricing.yaml:1:1: file cannot be read");

    copyPolicies();
    assertThat(store.load().digest()).isEqualTo(good.digest());
  }

  private String complaint(String policy, JsonNode example) throws IOException {
    copyPolicies();
    Files.writeString(home.resolve(policy + ".yaml"), example.path("text").asText());
    PolicyException refused =
        catchThrowableOfType(
            PolicyException.class,
            () ->
                new PolicyLoader(home, () -> ENDPOINTS, PROVIDERS, MODELS::complaint, false)
                    .load());
    return refused == null ? "nothing" : String.valueOf(refused.getMessage());
  }

  private void copyPolicies() throws IOException {
    for (Path source : List.of(POLICIES, POLICIES.resolve("schema"))) {
      Path target = home.resolve(POLICIES.relativize(source).toString());
      Files.createDirectories(target);
      try (Stream<Path> files = Files.list(source)) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          Files.write(target.resolve(file.getFileName().toString()), Files.readAllBytes(file));
        }
      }
    }
  }

  private static List<Path> invalidFiles() throws IOException {
    try (Stream<Path> files = Files.list(POLICIES.resolve("tests"))) {
      return files.filter(file -> file.toString().endsWith(ENDING)).sorted().toList();
    }
  }
}
