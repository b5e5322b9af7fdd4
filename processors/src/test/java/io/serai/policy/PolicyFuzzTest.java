package io.serai.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.StreamWriteConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.serai.fuzz.Mutants;
import io.serai.fuzz.Watch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Whatever an editor leaves behind is a policy, or is refused with file, line and reason. */
@SuppressWarnings("NullAway.Init") // jqwik makes the directory before the first try.
class PolicyFuzzTest {

  private static final Path POLICIES =
      Path.of(System.getProperty("serai.home")).resolve("policies");
  private static final List<Endpoint> ENDPOINTS =
      Stream.of("process", "docker", "gvisor")
          .map(word -> new Endpoint("kamelet:sandbox-" + word + "-sink", Set.of(), Set.of()))
          .toList();
  private static final Set<String> PROVIDERS = Set.of("process", "docker", "gvisor");

  /** Writes even what it should not: lists in lists a thousandfold. */
  private static final YAMLMapper YAML =
      new YAMLMapper(
          YAMLFactory.builder()
              .streamWriteConstraints(
                  StreamWriteConstraints.builder().maxNestingDepth(10_000).build())
              .build());

  private static Path directory;

  /** A policy file as somebody left it. */
  @SuppressWarnings("ArrayRecordComponent") // Only written out, and never compared.
  private record Edit(Path file, byte[] text) {}

  @BeforeContainer
  static void copyPolicies() throws IOException {
    directory = Files.createTempDirectory(Path.of("/dev/shm"), "serai-policies");
    try (Stream<Path> all = Files.walk(POLICIES)) {
      for (Path source : (Iterable<Path>) all::iterator) {
        Path copy = directory.resolve(POLICIES.relativize(source).toString());
        if (Files.isDirectory(source)) {
          Files.createDirectories(copy);
        } else {
          Files.copy(source, copy);
        }
      }
    }
  }

  @AfterContainer
  static void removePolicies() throws IOException {
    try (Stream<Path> all = Files.walk(directory)) {
      for (Path each : all.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    }
  }

  @Provide
  Arbitrary<Edit> edits() throws IOException {
    return Arbitraries.of(policies())
        .flatMap(
            file ->
                Combinators.combine(
                        Arbitraries.just(file), new Mutants(YAML, List.of(tree(file))).arbitrary())
                    .as(Edit::new));
  }

  private static List<Path> policies() throws IOException {
    try (Stream<Path> files = Files.list(POLICIES)) {
      return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
    }
  }

  private static JsonNode tree(Path file) {
    try {
      return YAML.readTree(file.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException("policy '" + file + "' cannot be read", e);
    }
  }

  @Property
  void editIsRightOrRefused(@ForAll("edits") Edit edit) throws Exception {
    Path file = directory.resolve(edit.file().getFileName());
    Files.write(file, edit.text());
    try {
      Watch.timed(PolicyFuzzTest::loadOrRefuse);
    } finally {
      Files.copy(edit.file(), file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private static boolean loadOrRefuse() {
    PolicyLoader loader =
        new PolicyLoader(directory, () -> ENDPOINTS, PROVIDERS, any -> Optional.empty(), false);
    try {
      loader.load();
      return true;
    } catch (PolicyException refused) {
      assertThat(refused.getMessage()).matches("(?s)policies/[a-z]+\\.yaml:\\d+:\\d+: .+");
      return false;
    }
  }
}
