package io.serai.hub.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class FailureLogTest {

  private final ScheduledExecutorService scheduler = Executors.newScheduledThreadPool(1);
  private final FailureLog failures =
      new FailureLog(LoggerFactory.getLogger(FailureLogTest.class), "things cannot be done");

  @AfterEach
  void stop() {
    scheduler.shutdownNow();
  }

  @Test
  void triesAgainAfterAnException() throws Exception {
    assertThat(
            isTriedAgain(
                () -> {
                  throw new IllegalStateException("database is away");
                }))
        .isTrue();
  }

  @Test
  void triesAgainAfterAnError() throws Exception {
    assertThat(
            isTriedAgain(
                () -> {
                  throw new NoClassDefFoundError("io/serai/Absent");
                }))
        .isTrue();
  }

  private boolean isTriedAgain(Runnable task) throws InterruptedException {
    CountDownLatch tries = new CountDownLatch(3);
    var unused =
        scheduler.scheduleWithFixedDelay(
            () ->
                failures.attempt(
                    () -> {
                      tries.countDown();
                      task.run();
                    }),
            0,
            5,
            TimeUnit.MILLISECONDS);
    return tries.await(10, TimeUnit.SECONDS);
  }
}
