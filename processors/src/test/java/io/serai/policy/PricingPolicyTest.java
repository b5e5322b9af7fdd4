package io.serai.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.job.Usage;
import io.serai.json.Json;
import io.serai.policy.PriceList.Prices;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Each list is in force from its day on, until the next begins. */
class PricingPolicyTest {

  private static final Usage RUN = new Usage(1, 0, 0);

  @Test
  void takesTheListInForceAtTheMoment() throws Exception {
    PricingPolicy policy =
        read(
            """
            {"currency": "EUR", "lists": [
              {"from": "2026-01-01", "prices": {"default": {"cpuSecond": 0, "gbSecond": 0, "run": 1}}},
              {"from": "2026-03-01", "prices": {"default": {"cpuSecond": 0, "gbSecond": 0, "run": 3}}}]}
            """);

    assertThat(run(policy, "2025-12-31T00:00:00Z")).isEqualByComparingTo("1");
    assertThat(run(policy, "2026-02-28T23:59:59.999999Z")).isEqualByComparingTo("1");
    assertThat(run(policy, "2026-03-01T00:00:00Z")).isEqualByComparingTo("3");
    assertThat(run(policy, "2027-01-01T00:00:00Z")).isEqualByComparingTo("3");
    assertThat(policy.lists())
        .extracting(PriceList::version)
        .satisfiesExactly(
            one -> assertThat(one).matches("2026-01-01-[0-9a-f]{8}"),
            other -> assertThat(other).matches("2026-03-01-[0-9a-f]{8}"));
  }

  @Test
  void readsPricesWithoutDates() throws Exception {
    PricingPolicy policy =
        read(
            """
            {"currency": "EUR", "prices": {"default": {"cpuSecond": 0, "gbSecond": 0, "run": 2}}}
            """);

    assertThat(run(policy, "1970-01-01T00:00:00Z")).isEqualByComparingTo("2");
    assertThat(policy.at(Instant.EPOCH).version()).matches("[0-9a-f]{8}");
  }

  @Test
  void namesTheListOnEveryCharge() {
    PriceList list = PriceList.of("EUR", null, prices("2"));

    assertThat(list.price("moon", RUN).charges())
        .hasSize(3)
        .allSatisfy(each -> assertThat(each.priceVersion()).isEqualTo(list.version()));
  }

  @Test
  void namesListsThatDifferDifferently() {
    String version = PriceList.of("EUR", null, prices("2")).version();

    assertThat(PriceList.of("EUR", null, prices("2.0")).version()).isEqualTo(version);
    assertThat(
            List.of(
                PriceList.of("USD", null, prices("2")).version(),
                PriceList.of("EUR", null, prices("2.1")).version(),
                PriceList.of("EUR", null, Map.of("default", of("2"), "moon", of("2"))).version()))
        .doesNotHaveDuplicates()
        .doesNotContain(version);
  }

  private static BigDecimal run(PricingPolicy policy, String moment) {
    return policy.at(Instant.parse(moment)).price("moon", RUN).amount();
  }

  private static Map<String, Prices> prices(String run) {
    return Map.of("default", of(run));
  }

  private static Prices of(String run) {
    return new Prices(BigDecimal.ZERO, BigDecimal.ZERO, new BigDecimal(run));
  }

  private static PricingPolicy read(String text) throws Exception {
    return Json.MAPPER.readValue(text, PricingPolicy.class);
  }
}
