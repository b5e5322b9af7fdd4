package io.serai.job;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a run costs its tenant.
 *
 * @param amount the sum of the charges, in the currency's main unit
 * @param currency ISO 4217 code
 * @param charges what it is made of
 */
public record Cost(BigDecimal amount, String currency, List<Charge> charges) {

  public Cost {
    charges = List.copyOf(charges);
  }

  /** This and another, in the same currency. */
  public Cost plus(Cost other) {
    List<Charge> both = new ArrayList<>(charges);
    both.addAll(other.charges());
    return new Cost(amount.add(other.amount()), currency, both);
  }

  /** The same, for what ran there. */
  public Cost at(Placement place) {
    return new Cost(amount, currency, charges.stream().map(each -> each.at(place)).toList());
  }

  /**
   * One line of the bill.
   *
   * @param kind what is charged for: {@code cpu-second}, {@code gb-second} or {@code run}
   * @param quantity how many of it
   * @param unitPrice the price of one
   * @param amount quantity times unit price
   * @param priceVersion names the price list; absent in bills from before lists had names
   * @param cloud where it was used; absent in bills from before charges said so
   * @param target on which target; absent where the cloud is
   */
  public record Charge(
      String kind,
      BigDecimal quantity,
      BigDecimal unitPrice,
      BigDecimal amount,
      @Nullable String priceVersion,
      @Nullable String cloud,
      @Nullable String target) {

    /** The same, used there. */
    public Charge at(Placement place) {
      return new Charge(
          kind, quantity, unitPrice, amount, priceVersion, place.cloud(), place.target());
    }
  }
}
