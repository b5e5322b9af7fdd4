package io.serai.hub.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The page of kamelets says what their files say. */
class KameletPageTest {

  private static final Path HOME = Path.of(System.getProperty("serai.home"));

  @Test
  void isTheOneInTheDocumentation() throws Exception {
    assertThat(Files.readString(HOME.resolve("docs/kamelets.md")))
        .as("written by ./serai kamelets --to docs/kamelets.md")
        .isEqualTo(KameletPage.of(HOME).toString());
  }
}
