package io.serai.hub.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.serai.store.CostStore;
import io.serai.store.Spending;
import io.serai.store.Spending.By;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.time.temporal.TemporalAdjusters;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;

/** The request about what was spent. */
public final class CostRequests {

  private final CostStore costs;
  private final Clock clock;

  /** Answers from this ledger. */
  public CostRequests(CostStore costs, Clock clock) {
    this.costs = costs;
    this.clock = clock;
  }

  /**
   * A line on the wire.
   *
   * @param forecast what it comes to by the end of the month, if the month goes on as it began;
   *     absent where the time asked for is not all of this month so far
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Line(
      @Nullable LocalDate day,
      @Nullable String tenant,
      @Nullable String cloud,
      @Nullable String target,
      @Nullable String kind,
      @Nullable BigDecimal quantity,
      BigDecimal amount,
      String currency,
      @Nullable BigDecimal forecast) {}

  /** What was spent, and when: from the first day to before the last, in UTC. */
  record Costs(LocalDate since, LocalDate until, List<Line> costs) {}

  /** Answers with what was spent, the most first; who is bound to a tenant sees its own only. */
  public void list(Exchange exchange) throws Exception {
    Message message = exchange.getMessage();
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    LocalDate since = day(message, "since", today.withDayOfMonth(1));
    LocalDate until = day(message, "until", today.plusDays(1));
    if (!since.isBefore(until)) {
      throw Parameters.invalid("since '" + since + "' is not before until '" + until + "'");
    }
    String own = Caller.of(exchange).tenant();
    String asked = Parameters.text(message, "tenant");
    if (own != null && asked != null && !asked.equals(own)) {
      Responses.json(exchange, 200, new Costs(since, until, List.of()));
      return;
    }
    Set<By> by = by(Parameters.text(message, "by"));
    Spending.Query query = new Spending.Query(by, since, until, own == null ? asked : own);
    boolean thisMonth = since.equals(today.withDayOfMonth(1)) && until.isAfter(today);
    boolean forecasts = thisMonth && !by.contains(By.DAY);
    List<Line> lines =
        costs.spending(query).stream().map(each -> line(each, by, forecasts)).toList();
    Responses.json(exchange, 200, new Costs(since, until, lines));
  }

  private Line line(Spending spending, Set<By> by, boolean forecasts) {
    return new Line(
        spending.day(),
        spending.tenant(),
        spending.cloud(),
        spending.target(),
        spending.kind(),
        by.contains(By.KIND) ? spending.quantity() : null,
        spending.amount(),
        spending.currency(),
        forecasts ? forecast(spending.amount()) : null);
  }

  /** In proportion: what the part of the month that has passed cost, for all of it. */
  private BigDecimal forecast(BigDecimal amount) {
    Instant now = clock.instant();
    LocalDate first = LocalDate.ofInstant(now, ZoneOffset.UTC).withDayOfMonth(1);
    Instant begun = first.atStartOfDay(ZoneOffset.UTC).toInstant();
    Instant over =
        first
            .with(TemporalAdjusters.firstDayOfNextMonth())
            .atStartOfDay(ZoneOffset.UTC)
            .toInstant();
    long passed = Math.max(1, Duration.between(begun, now).toSeconds());
    return amount
        .multiply(BigDecimal.valueOf(Duration.between(begun, over).toSeconds()))
        .divide(BigDecimal.valueOf(passed), amount.scale(), RoundingMode.HALF_UP);
  }

  private static Set<By> by(@Nullable String words) {
    Set<By> by = EnumSet.noneOf(By.class);
    for (String word : words == null || words.isEmpty() ? new String[0] : words.split(",", -1)) {
      by.add(
          By.of(word)
              .orElseThrow(
                  () ->
                      Parameters.invalid(
                          "by '"
                              + word
                              + "' is unknown; allowed, with commas between: "
                              + Arrays.stream(By.values())
                                  .map(By::word)
                                  .collect(Collectors.joining(", ")))));
    }
    return by;
  }

  private static LocalDate day(Message message, String name, LocalDate absent) {
    String text = Parameters.text(message, name);
    try {
      return text == null ? absent : LocalDate.parse(text);
    } catch (DateTimeParseException e) {
      throw Parameters.invalid(
          name + " '" + text + "' is not a day; send ISO 8601, such as 2026-01-31");
    }
  }
}
