package io.serai.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** {@code serai images}, started as a user starts it. */
@Tag("alone")
class ImagesCommandTest {

  private static final String NO_ENGINE = "unix:///nowhere/docker.sock";

  private record Ended(int code, String out) {}

  @Test
  void tellsHowItIsUsed() throws Exception {
    Ended ended = images("--help");

    assertThat(ended.out()).startsWith("Usage: serai images build ").contains("serai images list");
    assertThat(ended.code()).isZero();
  }

  @Test
  void refusesWhatItDoesNotKnow() throws Exception {
    assertThat(images().out())
        .isEqualTo("serai: an action is missing; allowed: build, list; see serai images --help\n");
    assertThat(images("burn").out()).startsWith("serai: action 'burn' is unknown; allowed: ");
    assertThat(images("list", "--colour").out()).startsWith("serai: option '--colour' is unknown");
    Ended ended = images("build", "--no-install", "cobol-60");
    assertThat(ended.out())
        .startsWith("serai: image 'cobol-60' is unknown; allowed: node-20 ")
        .contains("python-3.11");
    assertThat(ended.code()).isEqualTo(2);
  }

  @Test
  void saysWhatIsMissingToDoIt() throws Exception {
    Ended ended = images("list", "--engine-host", NO_ENGINE);

    assertThat(ended.out())
        .matches("serai: (no Docker engine answers at " + NO_ENGINE + "|the program docker).*\n");
    assertThat(ended.code()).isEqualTo(1);
  }

  @Test
  void listsEveryImageAndLeavesWhatIsCurrent() throws Exception {
    String engine = System.getenv("SERAI_TEST_DOCKER");
    assumeTrue(engine != null, "no Docker engine to test with; ./serai test starts one");

    String list = images("list", "--engine-host", String.valueOf(engine)).out();

    assertThat(list)
        .containsPattern("python-3\\.11 +bookworm +(current|stale|not built)")
        .containsPattern("node-20 +trixie +(current|stale|not built)");
    assumeTrue(list.matches("(?s).*node-20 +trixie +current.*"), "image 'node-20' is not current");
    assertThat(
            images("build", "--no-install", "--engine-host", String.valueOf(engine), "node-20")
                .out())
        .isEqualTo("serai: image node-20 is up to date\n");
  }

  private static Ended images(String... arguments) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(List.of(StartedHub.HOME.resolve("serai").toString(), "images"));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return new Ended(process.exitValue(), out);
  }
}
