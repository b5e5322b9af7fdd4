package io.serai.it.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.it.StartedHub;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** Every job is done once, answered once and billed once, whatever breaks. */
@Tag("alone")
class ChaosTest {

  private static final int JOBS = Integer.getInteger("serai.chaos.jobs", 300);
  private static final int PER_SECOND = Integer.getInteger("serai.chaos.per-second", 6);
  private static final long SEED = Long.getLong("serai.chaos.seed", 20_261);

  @Test
  @Timeout(value = 3, unit = TimeUnit.HOURS)
  void losesNoJobAndAnswersEachOnce(@TempDir(cleanup = CleanupMode.ON_SUCCESS) Path directory)
      throws Exception {
    Assumptions.assumeTrue(
        Files.isDirectory(Path.of("/usr/lib/rabbitmq/lib")),
        "no RabbitMQ server is installed; deploy/provision install test installs it");
    Assumptions.assumeTrue(
        System.getProperty("user.name").equals("root"),
        "only root may mount the small disk that the campaign fills");

    Report report = new Campaign(JOBS, PER_SECOND, SEED).run(directory);
    Path page = StartedHub.HOME.resolve("it/target/chaos.md");
    Files.writeString(page, report.page());
    System.err.println(report.page());

    SoftAssertions everything = new SoftAssertions();
    for (Report.Ingress ingress : report.ingresses()) {
      everything.assertThat(ingress.unanswered()).as(ingress.name() + " unanswered").isEmpty();
      everything.assertThat(ingress.wrong()).as(ingress.name() + " wrong").isEmpty();
      everything.assertThat(ingress.foreign()).as(ingress.name() + " foreign").isEmpty();
    }
    everything
        .assertThat(report.books())
        .isEqualTo(new Books(3 * JOBS, 3 * JOBS, 3 * JOBS, 0, 0, 0));
    Bills bills = report.bills();
    everything
        .assertThat(bills)
        .isEqualTo(new Bills(3 * JOBS, 3 * JOBS, 0, 0, bills.cost(), bills.cost()));
    everything.assertThat(bills.cost()).isPositive();
    everything.assertAll();
    assertThat(report.faults().values()).allMatch(times -> times > 0);
  }
}
