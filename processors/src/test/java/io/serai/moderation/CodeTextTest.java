package io.serai.moderation;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.job.Language;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CodeTextTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "PYTHON|a = 1 # input()|a = 1",
        "PYTHON|s = 'input()'|s = ''",
        "PYTHON|s = \"it's\" + x|s = '' + x",
        "PYTHON|s = '\\' input()' + x|s = '' + x",
        "PYTHON|'''input()''' + input()|'' + input()",
        "PYTHON|s = 'never closed|s = ''",
        "NODE|a // prompt()|a",
        "NODE|a /* prompt() */ b|a   b",
        "NODE|`${prompt()}` + b|'' + b",
        "NODE|a / b / c|a / b / c",
      })
  void leavesOnlyCode(Language language, String program, String code) {
    assertThat(CodeText.codeOnly(language, program).strip()).isEqualTo(code);
  }
}
