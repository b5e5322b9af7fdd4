package io.serai.hub.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.serai.policy.PricingPolicy;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was charged, and what the same would have come to at other prices: those in force on the day
 * of each charge. Charges are rounded one by one and this is rounded once, so that the two may be
 * apart by half a billionth for each charge.
 *
 * @param prices the other prices
 */
record Repricing(PricingPolicy prices) {

  private static final int SCALE = 9;

  /**
   * A line.
   *
   * @param of what it is told apart by
   * @param charged what the ledger says
   * @param currency of that, ISO 4217
   * @param repriced the same at the other prices, in their currency
   */
  record Line(List<String> of, BigDecimal charged, String currency, BigDecimal repriced) {

    Line plus(Line other) {
      return new Line(of, charged.add(other.charged), currency, repriced.add(other.repriced));
    }

    Line rounded() {
      return new Line(of, charged, currency, repriced.setScale(SCALE, RoundingMode.HALF_UP));
    }

    /** How much more it would have been; absent where the currencies are not the same. */
    @Nullable BigDecimal more(String other) {
      return currency.equals(other) ? repriced.subtract(charged) : null;
    }
  }

  /**
   * Adds lines of the ledger up, the most first.
   *
   * @param costs each has its day, target, kind and quantity
   * @param by what they are told apart by
   */
  List<Line> of(JsonNode costs, List<String> by) {
    Map<List<String>, Line> sums = new LinkedHashMap<>();
    for (JsonNode each : costs) {
      List<String> of = by.stream().map(word -> each.path(word).asText()).toList();
      String currency = each.path("currency").asText();
      List<String> key = new ArrayList<>(of);
      key.add(currency);
      BigDecimal charged = each.path("amount").decimalValue();
      sums.merge(key, new Line(of, charged, currency, repriced(each)), Line::plus);
    }
    return sums.values().stream()
        .map(Line::rounded)
        .sorted(Comparator.comparing(Line::charged).reversed())
        .toList();
  }

  private BigDecimal repriced(JsonNode cost) {
    LocalDate day = LocalDate.parse(cost.path("day").asText());
    String kind = cost.path("kind").asText();
    BigDecimal price = prices.on(day).at(cost.path("target").asText()).of(kind);
    if (price == null) {
      throw new IllegalStateException("prices say nothing of '" + kind + "', which was charged");
    }
    return cost.path("quantity").decimalValue().multiply(price);
  }
}
