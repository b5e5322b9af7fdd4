package io.serai.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.commons.io.FileUtils;

/** Home directories that a test may edit. */
final class Homes {

  /** Makes a hub follow edits as fast as a test makes them. */
  static final Map<String, String> OFTEN =
      Map.of("serai.edits.look-ms", "50", "serai.edits.rest-ms", "0");

  private Homes() {}

  /** The files a hub reads, to be edited. */
  static void copy(Path home) throws IOException {
    for (String folder :
        List.of("routes", "kamelets", "policies", "api", "sandbox-images/runners")) {
      copy(StartedHub.HOME.resolve(folder), home.resolve(folder));
    }
  }

  /** The same with another router policy, and one price for all its targets. */
  static void copy(Path home, String router) throws IOException {
    copy(home);
    Files.writeString(home.resolve("policies/router.yaml"), router);
    Files.writeString(
        home.resolve("policies/pricing.yaml"),
        "currency: USD\nprices:\n  default: {cpuSecond: 0.001, gbSecond: 0, run: 0}\n");
  }

  /** A copy of a folder with all that is in it. */
  static void copy(Path from, Path to) throws IOException {
    FileUtils.copyDirectory(from.toFile(), to.toFile());
  }
}
