package io.serai.sandbox;

import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import io.serai.job.Language;
import io.serai.json.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Runs in every image the programs that it must run and those that it must refuse. */
public abstract class SandboxImages extends SandboxFixture {

  /** Every image there is a definition of. */
  protected abstract List<String> images() throws IOException;

  /** Whether the provider has the image. */
  protected abstract boolean isBuilt(String image);

  /** Images that are tried elsewhere with all that is in {@code reports.yaml}. */
  protected abstract List<String> reportedElsewhere();

  @TestFactory
  List<DynamicContainer> runAndRefuse() throws IOException {
    List<DynamicContainer> containers = new ArrayList<>();
    for (String image : images()) {
      containers.add(dynamicContainer(image, isBuilt(image) ? tests(image) : skipped(image)));
    }
    return containers;
  }

  private static Stream<DynamicTest> skipped(String image) {
    return Stream.of(
        dynamicTest(
            "all", () -> abort("image '" + image + "' is not built; run ./serai images build")));
  }

  private Stream<DynamicTest> tests(String image) throws IOException {
    List<Program> programs = new ArrayList<>(Program.read("images.yaml"));
    if (!reportedElsewhere().contains(image)) {
      programs.addAll(Program.read("reports.yaml"));
    }
    return programs.stream()
        .filter(program -> program.language() == language(image))
        .map(program -> dynamicTest(program.name(), () -> check(expecting(program, image), image)));
  }

  @Override
  protected final String image(Language language) {
    throw new UnsupportedOperationException("each program names its image");
  }

  /** The language that an image is for, which its name begins with. */
  protected static Language language(String image) {
    return Language.valueOf(
        image.substring(0, image.indexOf('-')).toUpperCase(java.util.Locale.ROOT));
  }

  private static Program expecting(Program program, String image) throws IOException {
    String version = image.substring(image.indexOf('-') + 1);
    JsonNode expected =
        Json.MAPPER.readTree(program.expected().toString().replace("$version", version));
    return new Program(
        program.name(),
        program.language(),
        program.code(),
        program.limits(),
        program.providers(),
        expected);
  }
}
