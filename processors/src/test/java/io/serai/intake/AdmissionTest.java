package io.serai.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.serai.job.Cost;
import io.serai.job.Job;
import io.serai.job.JobId;
import io.serai.job.Language;
import io.serai.job.Limits;
import io.serai.job.Network;
import io.serai.job.PlacementWish;
import io.serai.job.Result;
import io.serai.job.Submission;
import io.serai.policy.TenantsPolicy.Budget;
import io.serai.policy.TenantsPolicy.Quota;
import io.serai.policy.TenantsPolicy.Rate;
import io.serai.store.CostStore;
import io.serai.store.Spending;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class AdmissionTest {

  private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");
  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

  @Test
  void tellsWhoeverWaitsForAnAnswerToComeBackLater() throws Exception {
    Admission admission = admission(new Quota(null, null, null, new Rate(1, 60, 2), null), 0, 1);
    admission.admit(submission("http"));
    admission.admit(submission("http"));

    assertThatThrownBy(() -> admission.admit(submission("http")))
        .isInstanceOfSatisfying(
            TooManyJobs.class,
            refused -> {
              assertThat(refused.code()).isEqualTo("rate-exceeded");
              assertThat(refused.retryAfter().toSeconds()).isBetween(30L, 60L);
            })
        .hasMessage("tenant 't' sends too fast; allowed: 1 jobs in 60 s");
  }

  @Test
  void takesWhatComesFromAQueueAndPutsItOff() throws Exception {
    Admission admission = admission(new Quota(null, null, null, new Rate(1, 60, 1), null), 0, 1);

    assertThat(admission.admit(submission("kafka")).job().notBefore()).isNull();
    Instant second = admission.admit(submission("rabbitmq")).job().notBefore();
    Instant third = admission.admit(submission("rabbitmq")).job().notBefore();

    assertThat(second).isBetween(NOW.plusSeconds(30), NOW.plusSeconds(60));
    assertThat(third).isBetween(NOW.plusSeconds(90), NOW.plusSeconds(120));
  }

  @Test
  void givesItsPartOfARateWhereHubsShareIt() throws Exception {
    Admission admission = admission(new Quota(null, null, null, new Rate(4, 60, 4), null), 0, 2);
    admission.admit(submission("http"));
    admission.admit(submission("http"));

    assertThatThrownBy(() -> admission.admit(submission("http"))).isInstanceOf(TooManyJobs.class);
  }

  @Test
  void refusesWhatWouldWaitBehindTooMany() throws Exception {
    Admission admission = admission(new Quota(null, null, 3, null, null), 2, 1);
    admission.admit(submission("http"));

    assertThatThrownBy(() -> admission.admit(submission("http")))
        .isInstanceOf(TooManyJobs.class)
        .hasMessage("tenant 't' has too many jobs waiting; allowed: 3");
  }

  @Test
  void refusesWhoHasSpentTheMonthsMoney() throws Exception {
    Budget budget = new Budget(new BigDecimal("0.5"), BigDecimal.ONE);
    Quota quota = new Quota(null, null, null, null, budget);
    admission(quota, new Ledger("0.99")).admit(submission("kafka"));

    assertThatThrownBy(() -> admission(quota, new Ledger("1.0")).admit(submission("kafka")))
        .isInstanceOfSatisfying(
            InvalidMessage.class,
            refused -> assertThat(refused.code()).isEqualTo(InvalidMessage.Code.BUDGET_SPENT))
        .hasMessageContaining("tenant 't' has spent 1 USD this month; allowed: 1;");
  }

  /** What everybody has spent. */
  private record Ledger(String spent) implements CostStore {

    @Override
    public CompletionStage<?> record(String tenant, Result result) {
      throw new IllegalStateException("nothing is billed here");
    }

    @Override
    public int catchUp(Duration within) {
      return 0;
    }

    @Override
    public List<Spending> spending(Spending.Query query) {
      assertThat(query.since()).isEqualTo("2026-01-01");
      assertThat(query.until()).isEqualTo("2026-02-01");
      BigDecimal amount = new BigDecimal(spent);
      return List.of(
          new Spending(null, null, null, null, null, "USD", BigDecimal.ONE, amount),
          new Spending(null, null, null, null, null, "EUR", BigDecimal.ONE, BigDecimal.TEN));
    }

    @Override
    public List<Cost.Charge> charges(JobId id) {
      return List.of();
    }
  }

  private static Admission admission(Quota quota, int waiting, int hubs) {
    return admission(quota, waiting, hubs, new Ledger("0"));
  }

  private static Admission admission(Quota quota, Ledger ledger) {
    return admission(quota, 0, 1, ledger);
  }

  private static Admission admission(Quota quota, int waiting, int hubs, Ledger ledger) {
    Budgets budgets = new Budgets(ledger, () -> "USD", CLOCK);
    return new Admission(tenant -> quota, (tenant, most) -> waiting, () -> hubs, budgets, CLOCK);
  }

  private static Submission submission(String source) {
    Job job =
        new Job(
            new JobId(UUID.randomUUID()),
            null,
            false,
            false,
            "t",
            "code",
            Language.PYTHON,
            "1",
            null,
            List.of(),
            new Limits(1, 1, 1, 1, 1, 1, 1, 1),
            Network.NONE,
            PlacementWish.ANYWHERE,
            5,
            null,
            null,
            null,
            Map.of());
    return new Submission(job, "local", source, null, "0".repeat(32), null, NOW);
  }
}
