package io.serai.policy;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How long what is done is kept, in days; what has no number is kept for ever.
 *
 * @param byDefault for a tenant that is not named, and what a named one does not say
 * @param tenants the others, by tenant
 * @param ledgerDays the bills of all tenants, since their jobs were accepted
 * @param auditDays the audit log
 * @param cold whether a partition is exported to cold storage before it is dropped
 */
public record RetentionPolicy(
    @JsonProperty("default") Terms byDefault,
    Map<String, Terms> tenants,
    @Nullable Integer ledgerDays,
    @Nullable Integer auditDays,
    boolean cold) {

  /** Of who says nothing. */
  public static final RetentionPolicy FOR_EVER =
      new RetentionPolicy(new Terms(null, null), Map.of(), null, null, false);

  public RetentionPolicy {
    tenants = tenants == null ? Map.of() : Map.copyOf(tenants);
  }

  /**
   * How long one tenant's are kept.
   *
   * @param jobsDays jobs with their results and traces, since they were accepted
   * @param deadLettersDays dead letters, since they were settled
   */
  public record Terms(@Nullable Integer jobsDays, @Nullable Integer deadLettersDays) {

    private Terms orElse(Terms other) {
      return new Terms(
          jobsDays == null ? other.jobsDays : jobsDays,
          deadLettersDays == null ? other.deadLettersDays : deadLettersDays);
    }
  }

  /** How long a tenant's are kept, all said. */
  public Terms of(String tenant) {
    Terms own = tenants.get(tenant);
    return own == null ? byDefault : own.orElse(byDefault);
  }

  /**
   * After how long a tenant's jobs are deleted one by one; absent means never. Where partitions go
   * to cold storage, nothing is taken out of them that goes with them anyway.
   */
  public @Nullable Integer jobsDaysByRow(String tenant) {
    Integer days = of(tenant).jobsDays;
    return cold && Objects.equals(days, longestJobsDays()) ? null : days;
  }

  /** For how long some tenant's jobs are kept; absent where that is for ever. */
  public @Nullable Integer longestJobsDays() {
    Integer longest = byDefault.jobsDays;
    for (String tenant : tenants.keySet()) {
      Integer days = of(tenant).jobsDays;
      longest = longest == null || days == null ? null : Integer.valueOf(Math.max(longest, days));
    }
    return longest;
  }
}
