package io.serai.sandbox.docker;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds an image's two definitions, with a registry and without, against each other. */
class ImageFilesTest {

  private static final Path POLICIES =
      Path.of(System.getProperty("serai.home")).resolve("policies");

  static List<String> images() throws IOException {
    return ImageFolders.names();
  }

  private static JsonNode yaml(Path file) throws IOException {
    return new YAMLMapper().readTree(file.toFile());
  }

  private static String containerfile(String image) throws IOException {
    return Files.readString(ImageFolders.file(image, "Containerfile"));
  }

  private static List<String> texts(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asText).toList();
  }

  @ParameterizedTest
  @MethodSource("images")
  void haveTheSamePackagesOfTheSameSuite(String image) throws IOException {
    JsonNode definition = yaml(ImageFolders.file(image, "image.yaml"));

    assertThat(containerfile(image))
        .contains("FROM debian:" + definition.path("suite").asText() + "-slim AS packages\n")
        .contains(
            "--no-install-recommends "
                + String.join(" ", texts(definition.path("packages")))
                + " \\\n");
  }

  @ParameterizedTest
  @MethodSource("images")
  void runAsNobodyOnALastStageThatInstallsNothing(String image) throws IOException {
    String text = containerfile(image);
    String lastStage = text.substring(text.lastIndexOf("\nFROM ") + 1);

    assertThat(lastStage)
        .startsWith("FROM root AS sandbox\n")
        .contains("\nUSER 1000:1000\n")
        .contains("\nCMD [\"" + image.substring(0, image.indexOf('-')) + "\"]\n")
        .doesNotContain("RUN", "apt", "USER root");
    assertThat(text).contains("FROM scratch AS root\nCOPY --from=packages / /\n");
  }

  @Test
  void areAlikeButForWhatTheyHold() throws IOException {
    Set<String> shapes = new HashSet<>();
    for (String image : images()) {
      JsonNode definition = yaml(ImageFolders.file(image, "image.yaml"));
      shapes.add(
          containerfile(image)
              .replace(image, "IMAGE")
              .replace(definition.path("suite").asText() + "-slim", "SUITE")
              .replace(String.join(" ", texts(definition.path("packages"))), "PACKAGES")
              .replaceFirst("CMD .*", "CMD"));
    }
    assertThat(shapes).hasSize(1);
  }

  @Test
  void areAllThatPoliciesName() throws IOException {
    Set<String> known = new TreeSet<>(images());
    known.add("host");

    assertThat(known).containsAll(named("router.yaml")).containsAll(named("allowlist.yaml"));
    assertThat(named("router.yaml")).isEqualTo(known);
  }

  /** The texts of every {@code images} of a policy: lists, or lists by language. */
  private static Set<String> named(String policy) throws IOException {
    Set<String> named = new TreeSet<>();
    for (JsonNode images : yaml(POLICIES.resolve(policy)).findValues("images")) {
      named.addAll(texts(images));
      images.forEach(ofLanguage -> named.addAll(texts(ofLanguage)));
    }
    named.remove("");
    return named;
  }
}
