package io.serai.job;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

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

  /**
   * One line of the bill.
   *
   * @param kind what is charged for: {@code cpu-second}, {@code gb-second} or {@code run}
   * @param quantity how many of it
   * @param unitPrice the price of one
   * @param amount quantity times unit price
   */
  public record Charge(String kind, BigDecimal quantity, BigDecimal unitPrice, BigDecimal amount) {}
}
