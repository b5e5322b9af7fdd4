package io.serai.hub.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What bash offers once it has read what {@code serai generate-completion} prints. */
class CompletionTest {

  @Test
  void offersCommandsAndTheirOptions(@TempDir Path directory) throws Exception {
    StringWriter out = new StringWriter();
    int code =
        Serai.execute(
            new PrintWriter(out), new PrintWriter(new StringWriter()), "generate-completion");
    Path script = Files.writeString(directory.resolve("completion"), out.toString());

    assertThat(code).isZero();
    assertThat(offered(script, "dead")).isEqualTo("dead-letters");
    assertThat(offered(script, "jobs", "rep")).isEqualTo("replay");
    assertThat(offered(script, "validate", "--ho")).isEqualTo("--home");
  }

  private static String offered(Path script, String... words)
      throws IOException, InterruptedException {
    String asked =
        "source '%s'; COMP_WORDS=(serai %s); COMP_CWORD=%d; _complete_serai; echo ${COMPREPLY[@]}"
            .formatted(script, String.join(" ", words), words.length);
    Process bash =
        // Outside a shell that completes, bash complains of compopt.
        new ProcessBuilder("bash", "-c", asked).redirectError(Redirect.DISCARD).start();
    String answer = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    bash.waitFor();
    return answer.trim();
  }
}
