package io.serai.policy;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.serai.job.Cost;
import io.serai.policy.PriceList.Prices;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What running costs, and from when on. Each list is in force until the next begins; the first is
 * asked for the days before it too.
 *
 * @param currency ISO 4217 code
 * @param lists in the order of their days, at least one
 */
public record PricingPolicy(String currency, List<PriceList> lists) {

  public PricingPolicy {
    lists = List.copyOf(lists);
    if (lists.isEmpty()) {
      throw new IllegalArgumentException("there are no prices; a list of them is required");
    }
  }

  /** Prices that are always in force. */
  public PricingPolicy(String currency, Map<String, Prices> prices) {
    this(currency, List.of(PriceList.of(currency, null, prices)));
  }

  /** A list as it stands in the file. */
  record Listed(LocalDate from, Map<String, Prices> prices) {}

  @JsonCreator
  static PricingPolicy read(
      @JsonProperty("currency") String currency,
      @JsonProperty("prices") @Nullable Map<String, Prices> prices,
      @JsonProperty("lists") @Nullable List<Listed> lists) {
    if (prices != null && lists == null) {
      return new PricingPolicy(currency, prices);
    }
    if (prices != null || lists == null) {
      throw new IllegalArgumentException(
          "either 'prices' or 'lists' is required: the same prices always, or lists with dates");
    }
    return new PricingPolicy(
        currency,
        lists.stream().map(each -> PriceList.of(currency, each.from(), each.prices())).toList());
  }

  /** The prices in force at a moment. */
  public PriceList at(Instant moment) {
    return lists.size() == 1 ? lists.get(0) : on(LocalDate.ofInstant(moment, ZoneOffset.UTC));
  }

  /** The prices in force on a day of UTC. */
  public PriceList on(LocalDate day) {
    PriceList found = lists.get(0);
    for (PriceList list : lists) {
      if (list.from() != null && !list.from().isAfter(day)) {
        found = list;
      }
    }
    return found;
  }

  /** What a job costs that never ran. */
  public Cost nothing() {
    return new Cost(BigDecimal.ZERO, currency, List.of());
  }
}
