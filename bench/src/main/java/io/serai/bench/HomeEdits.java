package io.serai.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.commons.io.FileUtils;

/** Edits of the files that a hub runs on, a good one and a broken one in turn. */
final class HomeEdits implements AutoCloseable {

  private static final List<String> FOLDERS =
      List.of("routes", "kamelets", "policies", "api", "models", "sandbox-images/runners");
  private static final String EDITS = "edits_total";
  private static final String IN_FORCE = EDITS + "{outcome=\"in_force\"";

  /** Asked more often, the hub would be busy with the answers. */
  private static final long POLL_MS = 100;

  private static final int PATIENCE_SECONDS = 30;

  /** A file, and what makes it unfit to run. */
  private record Spot(String file, String good, String broken) {}

  private static final List<Spot> SPOTS =
      List.of(
          new Spot("routes/30-allowlist/allowlist.camel.yaml", "ref: allowlist", "ref: nobody"),
          new Spot("policies/moderation.yaml", "decision: block", "decision: burn"),
          new Spot("kamelets/sandbox-process-sink.kamelet.yaml", "sandbox:process", "sandbox:moon"),
          new Spot("routes/flow.camel.yaml", "direct:moderation", "carrier-pigeon:moderation"),
          new Spot("policies/router.yaml", "capacity: 64", "capacity: many"),
          new Spot("routes/70-results/results.camel.yaml", "steps:", "stepps:"));

  private final Path home;
  private int made;

  private HomeEdits(Path home) {
    this.home = home;
  }

  /** Edits of a copy of a home directory. */
  static HomeEdits copyOf(Path original) throws IOException {
    Path home = Files.createTempDirectory("serai-bench-home-");
    for (String folder : FOLDERS) {
      FileUtils.copyDirectory(original.resolve(folder).toFile(), home.resolve(folder).toFile());
    }
    return new HomeEdits(home);
  }

  Path home() {
    return home;
  }

  /**
   * Makes so many, each when the hub, which nobody else edits, has decided on the one before.
   *
   * @throws IllegalStateException when it does not put a good one in force, or does a broken one
   */
  void make(int count, MetricsPage hub) throws IOException, InterruptedException {
    for (int i = 0; i < count; i++) {
      next();
      awaitDecision(hub);
      int good = (made + 1) / 2;
      long inForce = hub.sum(EDITS, IN_FORCE);
      if (inForce != good) {
        throw new IllegalStateException(
            inForce + " of " + made + " edits came into force, and " + good + " were good");
      }
    }
  }

  /** Every second one breaks a file, and the next mends it and is good. */
  private void next() throws IOException {
    Spot spot = SPOTS.get(made / 2 % SPOTS.size());
    if (made % 2 == 1) {
      replace(spot, spot.good(), spot.broken());
    } else {
      Spot before = SPOTS.get((made / 2 + SPOTS.size() - 1) % SPOTS.size());
      replace(before, before.broken(), before.good());
      Path file = home.resolve(spot.file());
      Files.writeString(file, Files.readString(file) + "# edit " + made + "\n");
    }
    made++;
  }

  private void replace(Spot spot, String from, String to) throws IOException {
    Path file = home.resolve(spot.file());
    Files.writeString(file, Files.readString(file).replace(from, to));
  }

  private void awaitDecision(MetricsPage hub) throws IOException, InterruptedException {
    for (long waited = 0; waited < PATIENCE_SECONDS * 1000; waited += POLL_MS) {
      if (hub.sum(EDITS, EDITS) >= made) {
        return;
      }
      TimeUnit.MILLISECONDS.sleep(POLL_MS);
    }
    throw new IllegalStateException("edit was not decided in " + PATIENCE_SECONDS + " s");
  }

  @Override
  public void close() {
    try {
      FileUtils.deleteDirectory(home.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException("edited files cannot be removed", e);
    }
  }
}
