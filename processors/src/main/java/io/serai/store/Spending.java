package io.serai.store;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What was spent on something.
 *
 * @param day in UTC; absent where days are added up, as each of the next four
 * @param tenant who pays
 * @param cloud where it was spent
 * @param target on which target
 * @param kind what was charged for
 * @param currency ISO 4217 code
 * @param quantity how many of the kind; tells nothing where kinds are added up
 * @param amount in the currency's main unit
 */
public record Spending(
    @Nullable LocalDate day,
    @Nullable String tenant,
    @Nullable String cloud,
    @Nullable String target,
    @Nullable String kind,
    String currency,
    BigDecimal quantity,
    BigDecimal amount) {

  /** What spending is told apart by. */
  public enum By {
    DAY,
    TENANT,
    CLOUD,
    TARGET,
    KIND;

    /** The word for it on the wire. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** What a word stands for; empty when it stands for nothing. */
    public static Optional<By> of(String word) {
      return Arrays.stream(values()).filter(each -> each.word().equals(word)).findFirst();
    }
  }

  /**
   * Which spending.
   *
   * @param by what it is told apart by; currencies always are
   * @param since the first day, in UTC
   * @param until the day after the last
   * @param tenant only this tenant's; absent for everybody's
   */
  public record Query(Set<By> by, LocalDate since, LocalDate until, @Nullable String tenant) {

    public Query {
      by = Set.copyOf(by);
      if (!since.isBefore(until)) {
        throw new IllegalArgumentException(
            "since '%s' is not before until '%s'".formatted(since, until));
      }
    }
  }
}
