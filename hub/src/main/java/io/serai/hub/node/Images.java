package io.serai.hub.node;

import io.serai.fleet.Offer;
import io.serai.job.Language;
import io.serai.sandbox.Sandbox;
import io.serai.sandbox.process.ProcessSandbox;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The images that a machine may have, and what its providers can run in them. */
final class Images {

  private Images() {}

  /** The images of this build, and the machine itself. */
  static List<String> of(Path home) {
    List<String> images = new ArrayList<>(List.of(ProcessSandbox.IMAGE));
    try (Stream<Path> folders = Files.list(home.resolve("sandbox-images"))) {
      folders
          .filter(each -> Files.exists(each.resolve("image.yaml")))
          .map(each -> each.getFileName().toString())
          .sorted()
          .forEach(images::add);
      return List.copyOf(images);
    } catch (IOException e) {
      throw new UncheckedIOException("images in '" + home + "' cannot be listed", e);
    }
  }

  /** What can be run now. */
  static List<Offer> offers(List<String> images, Collection<Sandbox> sandboxes) {
    List<Offer> offers = new ArrayList<>();
    sandboxes.stream()
        .sorted(Comparator.comparing(Sandbox::provider))
        .forEach(sandbox -> images.forEach(image -> offers.addAll(offers(image, sandbox))));
    return offers;
  }

  private static List<Offer> offers(String image, Sandbox sandbox) {
    return sandbox.languages(image).stream()
        .sorted(Comparator.comparing(Language::word))
        .map(
            language ->
                new Offer(sandbox.provider(), image, language, sandbox.waiting(image, language)))
        .toList();
  }
}
