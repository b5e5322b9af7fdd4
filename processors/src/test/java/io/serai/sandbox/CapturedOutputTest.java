package io.serai.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.sandbox.RunObserver.Stream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class CapturedOutputTest {

  private final AtomicInteger limits = new AtomicInteger();
  private final CapturedOutput output =
      new CapturedOutput(5, RunObserver.NONE, limits::incrementAndGet);

  @Test
  void keepsBothStreamsWithinOneLimitAndTellsOnce() {
    add(Stream.STDOUT, "abc");
    add(Stream.STDERR, "defg");
    add(Stream.STDOUT, "h");

    assertThat(output.stdout()).isEqualTo("abc");
    assertThat(output.stderr()).isEqualTo("de");
    assertThat(output.truncated()).isTrue();
    assertThat(limits).hasValue(1);
  }

  @Test
  void doesNotMindOutputThatJustFits() {
    add(Stream.STDOUT, "abcde");

    assertThat(output.truncated()).isFalse();
    assertThat(limits).hasValue(0);
  }

  private void add(Stream stream, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    output.add(stream, bytes, bytes.length);
  }
}
