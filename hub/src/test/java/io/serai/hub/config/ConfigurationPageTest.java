package io.serai.hub.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ConfigurationPageTest {

  @Test
  void namesEveryKeyWithItsDefaultAndMeaning() throws IOException {
    Path page = Path.of(System.getProperty("serai.home"), "docs/configuration.md");
    String text = Files.readString(page);

    for (Key key : Key.values()) {
      String value = key.defaultValue().isEmpty() ? "empty" : "`" + key.defaultValue() + "`";
      assertThat(text).contains("| `" + key.word() + "` | " + value + " | " + key.meaning() + " |");
    }
  }
}
