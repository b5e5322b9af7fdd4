package io.serai.sandbox.docker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class KnownTest {

  private final AtomicInteger asked = new AtomicInteger();

  @Test
  void asksWhenNobodyHasTold() {
    Known<Integer> known = new Known<>(asked::incrementAndGet);

    assertThat(known.get()).isEqualTo(1);
    assertThat(known.get()).isEqualTo(1);
  }

  @Test
  void believesWhatIsTold() {
    Known<Integer> known = new Known<>(asked::incrementAndGet);

    assertThat(known.tell(7)).isNull();
    assertThat(known.tell(8)).isEqualTo(7);
    assertThat(known.get()).isEqualTo(8);
    assertThat(asked).hasValue(0);
  }

  @Test
  void saysThatItWasToldLongAgoAndDoesNotAsk() {
    Known<Integer> known = new Known<>(asked::incrementAndGet);
    assertThat(known.isOlderThan(Duration.ZERO)).isFalse();

    known.tell(7);

    assertThat(known.isOlderThan(Duration.ZERO)).isTrue();
    assertThat(known.isOlderThan(Duration.ofHours(1))).isFalse();
    assertThat(known.get()).isEqualTo(7);
    assertThat(asked).hasValue(0);
  }
}
