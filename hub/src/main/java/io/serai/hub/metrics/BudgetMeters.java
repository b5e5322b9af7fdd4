package io.serai.hub.metrics;

import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import io.serai.policy.TenantsPolicy.Budget;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What part of its month's budget each tenant has spent, looked up each minute. */
public final class BudgetMeters {

  private static final Logger LOG = LoggerFactory.getLogger(BudgetMeters.class);
  private static final long EACH_SECONDS = 60;

  private final Supplier<Map<String, Budget>> budgets;
  private final Function<String, BigDecimal> spent;
  private final MultiGauge gauge;

  /**
   * Shows them with these meters.
   *
   * @param budgets the tenants that have one, with it
   * @param spent what a tenant has spent this month
   */
  public BudgetMeters(
      Supplier<Map<String, Budget>> budgets, Function<String, BigDecimal> spent, Metrics metrics) {
    this.budgets = budgets;
    this.spent = spent;
    this.gauge =
        MultiGauge.builder("budget.spent.ratio")
            .description("What a tenant has spent this month, as a part of its soft or hard limit")
            .register(metrics.registry());
  }

  /** Looks from now on, until it is closed. */
  public AutoCloseable open(ScheduledExecutorService scheduler) {
    ScheduledFuture<?> looking =
        scheduler.scheduleWithFixedDelay(this::look, 1, EACH_SECONDS, TimeUnit.SECONDS);
    return () -> looking.cancel(false);
  }

  private void look() {
    try {
      List<Row<?>> rows = new ArrayList<>();
      budgets
          .get()
          .forEach(
              (tenant, budget) -> {
                BigDecimal amount = spent.apply(tenant);
                add(rows, tenant, "soft", amount, budget.soft());
                add(rows, tenant, "hard", amount, budget.hard());
              });
      gauge.register(rows, true);
    } catch (RuntimeException e) {
      LOG.debug("budgets cannot be looked up: {}", e.getMessage());
    }
  }

  private static void add(
      List<Row<?>> rows,
      String tenant,
      String limit,
      BigDecimal amount,
      @Nullable BigDecimal allowed) {
    if (allowed != null) {
      rows.add(
          Row.of(
              Tags.of("tenant", tenant, "limit", limit),
              amount.doubleValue() / allowed.doubleValue()));
    }
  }
}
