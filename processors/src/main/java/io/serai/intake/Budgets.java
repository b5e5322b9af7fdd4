package io.serai.intake;

import io.serai.policy.TenantsPolicy.Budget;
import io.serai.store.CostStore;
import io.serai.store.Spending;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Holds tenants to what they may spend in a month. It looks every few seconds, and jobs cost what
 * they come to, so that a tenant may spend a little more. Thread-safe.
 */
public final class Budgets {

  private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(5);

  private final CostStore costs;
  private final Supplier<String> currency;
  private final Clock clock;
  private final ConcurrentHashMap<String, Looked> looked = new ConcurrentHashMap<>();

  /** What was spent as it stood at a time. */
  private record Looked(long atNanos, BigDecimal spent) {}

  /**
   * Budgets over this ledger.
   *
   * @param currency of the prices in force, and so of the budgets
   * @param clock tells which month it is, in UTC
   */
  public Budgets(CostStore costs, Supplier<String> currency, Clock clock) {
    this.costs = costs;
    this.currency = currency;
    this.clock = clock;
  }

  /**
   * Lets a tenant's job pass, unless the month's money is spent.
   *
   * @throws InvalidMessage when it is
   */
  void require(String tenant, @Nullable Budget budget) {
    if (budget == null || budget.hard() == null) {
      return;
    }
    Looked known = looked.get(tenant);
    if (known == null || System.nanoTime() - known.atNanos() > LOOK_NANOS) {
      known = new Looked(System.nanoTime(), spent(tenant));
      looked.put(tenant, known);
    }
    if (known.spent().compareTo(budget.hard()) >= 0) {
      throw new InvalidMessage(
          InvalidMessage.Code.BUDGET_SPENT,
          "tenant '%s' has spent %s %s this month; allowed: %s; send it next month, or have the budget raised"
              .formatted(tenant, plain(known.spent()), currency.get(), plain(budget.hard())));
    }
  }

  private static String plain(BigDecimal amount) {
    return amount.stripTrailingZeros().toPlainString();
  }

  /** What a tenant has spent this month. */
  public BigDecimal spent(String tenant) {
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    Spending.Query month =
        new Spending.Query(Set.of(), today.withDayOfMonth(1), today.plusDays(1), tenant);
    return costs.spending(month).stream()
        .filter(each -> each.currency().equals(currency.get()))
        .map(Spending::amount)
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }
}
