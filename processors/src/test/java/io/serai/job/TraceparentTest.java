package io.serai.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TraceparentTest {

  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
  private static final String SPAN = "b7ad6b7169203331";

  @ParameterizedTest
  @CsvSource({
    "00-" + TRACE + "-" + SPAN + "-00, false",
    "00-" + TRACE + "-" + SPAN + "-01, true",
    "00-" + TRACE + "-" + SPAN + "-02, false",
    "00-" + TRACE + "-" + SPAN + "-1f, true",
    "cc-" + TRACE + "-" + SPAN + "-01, true",
    "cc-" + TRACE + "-" + SPAN + "-01-what-comes-later, true"
  })
  void readsWhatNamesASpan(String header, boolean sampled) {
    assertThat(Traceparent.parse(header)).isEqualTo(new Traceparent(TRACE, SPAN, sampled));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        TRACE,
        "00-" + TRACE + "-" + SPAN,
        "00-" + TRACE + "-" + SPAN + "-01-more",
        "00-" + TRACE + "-" + SPAN + "-01.",
        "cc-" + TRACE + "-" + SPAN + "-01.",
        "ff-" + TRACE + "-" + SPAN + "-01",
        "00-00000000000000000000000000000000-" + SPAN + "-01",
        "00-" + TRACE + "-0000000000000000-01",
        "00-0AF7651916CD43DD8448EB211C80319C-" + SPAN + "-01"
      })
  void readsNothingElse(String header) {
    assertThat(Traceparent.parse(header)).isNull();
  }

  @Test
  void writesWhatItReads() {
    for (String header :
        List.of("00-" + TRACE + "-" + SPAN + "-01", "00-" + TRACE + "-" + SPAN + "-00")) {
      assertThat(Traceparent.parse(header)).extracting(Traceparent::header).isEqualTo(header);
    }
    assertThat(Traceparent.parse(null)).isNull();
  }
}
