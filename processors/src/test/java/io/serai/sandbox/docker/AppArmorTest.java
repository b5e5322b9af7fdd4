package io.serai.sandbox.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Holds the profile against AppArmor's own compiler, which needs no kernel for that. */
class AppArmorTest {

  private static final Path PROFILE =
      Path.of(System.getProperty("serai.home")).resolve("sandbox-images/apparmor.profile");
  private static final Path PARSER = Path.of("/sbin/apparmor_parser");

  @BeforeEach
  void requireParser() {
    assumeTrue(Files.isExecutable(PARSER), "apparmor_parser is not installed");
  }

  @Test
  void compiles() throws Exception {
    assertThat(complaints(PROFILE)).doesNotContain("error").doesNotContain("never declared");
  }

  @Test
  void isReallyCompiled(@TempDir Path folder) throws Exception {
    String broken = Files.readString(PROFILE).replace("deny ptrace,", "deny ptrac,");
    Path file = Files.writeString(folder.resolve("broken.profile"), broken);

    assertThat(complaints(file)).contains("syntax error");
  }

  @Test
  void isAskedForWhereTheKernelHasIt(@TempDir Path folder) throws Exception {
    Path loaded = folder.resolve("profiles");
    Files.writeString(loaded, "docker-default (enforce)\nserai-sandbox (enforce)\n");

    assertThat(Hardening.appArmor(loaded)).containsExactly("apparmor=serai-sandbox");
    assertThat(Hardening.appArmor(folder.resolve("none"))).isEmpty();
  }

  private static String complaints(Path profile) throws IOException, InterruptedException {
    Process parser =
        new ProcessBuilder(
                PARSER.toString(), "--skip-kernel-load", "--skip-cache", profile.toString())
            .redirectErrorStream(true)
            .start();
    String output = new String(parser.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return parser.waitFor() == 0 ? "" : "error " + output;
  }
}
