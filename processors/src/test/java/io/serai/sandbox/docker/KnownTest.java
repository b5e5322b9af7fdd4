package io.serai.sandbox.docker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class KnownTest {

  private final AtomicInteger asked = new AtomicInteger();

  @Test
  void asksWhenNobodyHasTold() {
    Known<Integer> known = new Known<>(Duration.ofHours(1), asked::incrementAndGet);

    assertThat(known.get()).isEqualTo(1);
    assertThat(known.get()).isEqualTo(1);
  }

  @Test
  void believesWhatIsTold() {
    Known<Integer> known = new Known<>(Duration.ofHours(1), asked::incrementAndGet);

    assertThat(known.tell(7)).isNull();
    assertThat(known.tell(8)).isEqualTo(7);
    assertThat(known.get()).isEqualTo(8);
    assertThat(asked).hasValue(0);
  }

  @Test
  void asksAgainWhenItWasToldLongAgo() {
    Known<Integer> known = new Known<>(Duration.ZERO, asked::incrementAndGet);
    known.tell(7);

    assertThat(known.get()).isEqualTo(1);
    assertThat(known.get()).isEqualTo(2);
  }
}
