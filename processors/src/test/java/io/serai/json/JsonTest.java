package io.serai.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read of JSON that somebody sent. */
class JsonTest {

  @ParameterizedTest
  @ValueSource(
      strings = {"31e999999", "1e-999999", "-1E309", "1e-330", "1e2147483648", "1e99999999999999"})
  void refusesNumbersOfMoreDigitsThanAnybodyWrites(String number) {
    String sent = "{\"language\": " + number + "}";

    assertThatThrownBy(() -> Json.read(sent)).isInstanceOf(JsonProcessingException.class);
    assertThatThrownBy(() -> Json.read(sent.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(JsonProcessingException.class)
        .hasMessageContaining("out of range");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.000024", "1.7976931348623157e308", "4.9e-324", "31e3", "0e999"})
  void takesThoseOfADouble(String number) throws Exception {
    assertThat(Json.read("{\"n\": " + number + "}").path("n").decimalValue())
        .isEqualByComparingTo(number);
  }

  @Test
  void refusesWhatIsNoJson() {
    assertThatThrownBy(() -> Json.read("{")).isInstanceOf(JsonProcessingException.class);
  }
}
