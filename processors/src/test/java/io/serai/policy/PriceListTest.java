package io.serai.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.serai.job.Cost;
import io.serai.job.Usage;
import io.serai.policy.PriceList.Prices;
import java.math.BigDecimal;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PriceListTest {

  private static final Prices CHEAP = prices("0.1", "0.01", "0");
  private static final Prices DEAR = prices("1", "2", "3");
  private static final PriceList LIST =
      PriceList.of("EUR", null, Map.of("default", CHEAP, "moon", DEAR));

  @Test
  void chargesProcessorMemoryAndRun() {
    Cost cost = LIST.price("moon", new Usage(2_000, 500, 1L << 29));

    assertThat(cost.currency()).isEqualTo("EUR");
    assertThat(cost.charges())
        .extracting(each -> each.kind() + " " + each.amount().stripTrailingZeros().toPlainString())
        .containsExactly("cpu-second 0.5", "gb-second 2", "run 3");
    assertThat(cost.amount()).isEqualByComparingTo("5.5");
  }

  @Test
  void takesTheDefaultPricesForATargetWithoutItsOwn() {
    Usage usage = new Usage(1_000, 1_000, 1L << 30);

    assertThat(LIST.price("earth", usage).amount()).isEqualByComparingTo("0.11");
  }

  @Test
  void chargesNothingForWhatDidNotRun() {
    assertThat(LIST.price("moon", Usage.NONE).amount()).isZero();
  }

  @Test
  void needsDefaultPrices() {
    assertThatThrownBy(() -> PriceList.of("EUR", null, Map.of("moon", DEAR)))
        .hasMessage("prices lack 'default'; it is required");
  }

  private static Prices prices(String cpu, String memory, String run) {
    return new Prices(new BigDecimal(cpu), new BigDecimal(memory), new BigDecimal(run));
  }
}
