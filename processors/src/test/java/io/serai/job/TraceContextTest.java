package io.serai.job;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TraceContextTest {

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
    assertThat(TraceContext.parse(header, null))
        .isEqualTo(new TraceContext(TRACE, SPAN, sampled, null));
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
    assertThat(TraceContext.parse(header, "a=1")).isNull();
  }

  @Test
  void writesWhatItReads() {
    for (String header :
        List.of("00-" + TRACE + "-" + SPAN + "-01", "00-" + TRACE + "-" + SPAN + "-00")) {
      assertThat(TraceContext.parse(header, null))
          .extracting(TraceContext::headers)
          .isEqualTo(Map.of("traceparent", header));
    }
    assertThat(TraceContext.parse(null, null)).isNull();
  }

  @Test
  void passesOnWhatCameBesideTheSpan() {
    String parent = "00-" + TRACE + "-" + SPAN + "-01";

    assertThat(TraceContext.parse(parent, "rojo=00f067aa0ba902b7,congo=t61rcWkgMzE"))
        .extracting(TraceContext::headers)
        .isEqualTo(
            Map.of("traceparent", parent, "tracestate", "rojo=00f067aa0ba902b7,congo=t61rcWkgMzE"));
  }

  static Stream<Arguments> states() {
    return Stream.of(
        arguments("a=1", "a=1"),
        arguments(" a=1 ,\tb=2 ", "a=1,b=2"),
        arguments("a=1,,b=2,", "a=1,b=2"),
        arguments("fw529a3039@dt=FfGKn: x;y", "fw529a3039@dt=FfGKn: x;y"),
        arguments("4tenant@vendor=1", "4tenant@vendor=1"),
        arguments("a_b-c*d/e=~!", "a_b-c*d/e=~!"),
        arguments("a=" + "1".repeat(256), "a=" + "1".repeat(256)),
        arguments(members(32), members(32)));
  }

  @ParameterizedTest
  @MethodSource("states")
  void readsWhatIsPassedOn(String header, String read) {
    assertThat(Tracestate.parse(header)).isEqualTo(read);
  }

  static Stream<String> malformedStates() {
    return Stream.of(
        "",
        ",",
        "a",
        "=1",
        "a=",
        "a= ",
        "A=1",
        "4a=1",
        "a=1=2",
        "a=1;b=2,c",
        "a@=1",
        "a@b@c=1",
        "a@4b=1",
        "a b=1",
        "a=\u00fc",
        "a=1\nb=2",
        "a=1,b=2,a=3",
        "a".repeat(257) + "=1",
        "a=" + "1".repeat(257),
        members(33),
        "a=" + "1".repeat(250) + ",b=" + "1".repeat(250) + ",c=123456789");
  }

  @ParameterizedTest
  @MethodSource("malformedStates")
  void dropsWhatIsNoStateWhole(String header) {
    assertThat(Tracestate.parse(header)).isNull();
    assertThat(TraceContext.parse("00-" + TRACE + "-" + SPAN + "-01", header))
        .isEqualTo(new TraceContext(TRACE, SPAN, true, null));
  }

  private static String members(int count) {
    return IntStream.range(0, count).mapToObj(i -> "k" + i + "=v").collect(joining(","));
  }
}
