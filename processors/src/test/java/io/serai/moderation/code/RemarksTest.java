package io.serai.moderation.code;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.job.Language;
import java.util.List;
import org.junit.jupiter.api.Test;

class RemarksTest {

  @Test
  void findsCommentsAndStringsOfPython() {
    assertThat(
            remarks(
                Language.PYTHON,
                "import os  # one\nx = 'two' + f'three {y[\"four\"]} five'\n'''six\n# seven'''\n#"))
        .containsExactly("one", "two", "three {y[\"four\"]} five", "six\n# seven");
  }

  @Test
  void findsCommentsAndStringsOfJavaScript() {
    assertThat(
            remarks(
                Language.NODE,
                "/* one\n */ f(\"two\") // three\nx = `four ${g('five') /* six */} seven`; /'/.test(8)"))
        .containsExactly("one", "two", "three", "four ${g('five') /* six */} seven");
  }

  @Test
  void saysOfWhatIsNoProgramThatItIsNone() {
    assertThat(Remarks.of(Language.PYTHON, "it's a fine day")).isEmpty();
  }

  private static List<String> remarks(Language language, String code) {
    return Remarks.of(language, code).orElseThrow().stream()
        .map(span -> code.substring(span.start(), span.end()))
        .toList();
  }
}
