package io.serai.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

/** What a decision allocates; how long it takes is for the benchmark to tell. */
class DecidingTest {

  private static final int WARM_UP = 20_000;
  private static final int DECISIONS = 20_000;

  /** The compiler leaves out more objects the longer it has watched. */
  private static final double TOLERANCE = 1.1;

  private final ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  @Test
  void allocatesNoMoreHoweverManyNodesAreExcluded() {
    double none = allocated(new Deciding(2_000, 0));

    assertThat(allocated(new Deciding(2_000, 50))).isLessThan(none * TOLERANCE);
    assertThat(allocated(new Deciding(2_000, 99))).isLessThan(none * TOLERANCE);
  }

  @Test
  void allocatesNoMoreHoweverManyNodesThereAre() {
    double few = allocated(new Deciding(200, 0));

    assertThat(allocated(new Deciding(20_000, 0))).isLessThan(few * TOLERANCE);
  }

  private double allocated(Deciding deciding) {
    long choices = 0;
    for (int i = 0; i < WARM_UP; i++) {
      choices += deciding.decide().choices().size();
    }
    long before = thread.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < DECISIONS; i++) {
      choices += deciding.decide().choices().size();
    }
    long after = thread.getCurrentThreadAllocatedBytes();
    // Three of each of five clouds.
    assertThat(choices).isEqualTo(15L * (WARM_UP + DECISIONS));
    return (after - before) / (double) DECISIONS;
  }
}
