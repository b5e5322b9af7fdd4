package io.serai.it;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The pages of docs/how-to, followed word by word. */
class HowToTest {

  @ParameterizedTest
  @ValueSource(strings = {"add-a-cloud", "add-a-source", "add-a-stage"})
  void doesWhatThePageSays(String page, @TempDir Path directory) throws Exception {
    Path file = StartedHub.HOME.resolve("docs/how-to/" + page + ".md");
    try (Newcomer newcomer = new Newcomer(directory.resolve("home"), Patience.SOON)) {
      newcomer.follow(HowToPage.read(Files.readString(file)));
    }
  }

  @Test
  void noticesWhatAPageSaysWrong(@TempDir Path directory) throws Exception {
    try (Newcomer newcomer = new Newcomer(directory.resolve("home"), Duration.ZERO)) {
      String page = "```yaml file=a.txt\none\n```\n```sh\ncat a.txt\n```\n```text\n%s\n```\n";
      newcomer.follow(HowToPage.read(page.formatted("o…e")));

      assertThatThrownBy(() -> newcomer.follow(HowToPage.read(page.formatted("two"))))
          .hasMessageContaining("line 4: cat a.txt");
      assertThatThrownBy(() -> newcomer.follow(HowToPage.read("```sh\nfalse\n```\n")))
          .hasMessageContaining("exit code 1");
    }
  }
}
