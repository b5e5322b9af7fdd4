package io.serai.hub.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CatchUpTest {

  private final ScheduledExecutorService scheduler = Executors.newScheduledThreadPool(1);
  private final LinkedBlockingQueue<Duration> asked = new LinkedBlockingQueue<>();

  @AfterEach
  void stop() {
    scheduler.shutdownNow();
  }

  @Test
  void looksBackToWhenItLastWentWell() throws Exception {
    Consumer<Duration> fails =
        within -> {
          asked.add(within);
          throw new IllegalStateException("database is away");
        };

    AutoCloseable closing = new CatchUp(List.of(fails), Duration.ofMillis(20)).open(scheduler);

    Duration first = asked.poll(10, TimeUnit.SECONDS);
    Duration second = asked.poll(10, TimeUnit.SECONDS);
    Duration third = asked.poll(10, TimeUnit.SECONDS);
    assertThat(first).isGreaterThanOrEqualTo(Duration.ofMillis(60));
    assertThat(second).isGreaterThanOrEqualTo(first.plusMillis(20));
    assertThat(third).isGreaterThanOrEqualTo(second.plusMillis(20));
    closing.close();
    scheduler.shutdown();
    assertThat(scheduler.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
  }
}
