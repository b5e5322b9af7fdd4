package io.serai.hub.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What it takes to hold the schema of routes. */
class RouteSchemaTest {

  private static final Path HOME = Path.of(System.getProperty("serai.home"));

  /** Half of a container of 512 MB is heap, and the hub itself lives in that too. */
  @Test
  void leavesRoomInASmallHeap() throws Exception {
    Process validate =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-cp",
                System.getProperty("java.class.path"),
                "io.serai.hub.Main",
                "validate",
                "--home",
                HOME.toString())
            .redirectErrorStream(true)
            .start();

    String said = new String(validate.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(validate.waitFor()).as(said).isZero();
  }
}
