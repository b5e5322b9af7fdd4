package io.serai.sandbox.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.DockerException;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes the containers that outlived their hub. A hub removes its own; one that was killed could
 * not, and nobody stops its jobs at their limits any more.
 */
final class Reaper implements AutoCloseable {

  /** The label that says when a container is nobody's any more, epoch milliseconds. */
  static final String DEADLINE = "io.serai.deadline";

  private static final Logger LOG = LoggerFactory.getLogger(Reaper.class);
  private static final long PERIOD_SECONDS = 60;

  private final DockerClient engine;
  private final Clock clock;
  private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();

  Reaper(DockerClient engine, Clock clock) {
    this.engine = engine;
    this.clock = clock;
  }

  /** Begins to look, once a minute. */
  void open() {
    var unused =
        thread.scheduleWithFixedDelay(
            this::tryToReap, PERIOD_SECONDS, PERIOD_SECONDS, TimeUnit.SECONDS);
  }

  private void tryToReap() {
    try {
      reap();
    } catch (RuntimeException e) {
      LOG.debug("engine cannot be asked for leftovers: {}", e.getMessage());
    }
  }

  /** Removes every container whose deadline has passed. */
  void reap() {
    engine.listContainersCmd().withShowAll(true).withLabelFilter(List.of(DEADLINE)).exec().stream()
        .filter(container -> Long.parseLong(container.getLabels().get(DEADLINE)) < clock.millis())
        .forEach(container -> remove(container.getId()));
  }

  private void remove(String id) {
    try {
      engine.removeContainerCmd(id).withForce(true).exec();
      LOG.info("removed container {} of a hub that is gone", id);
    } catch (DockerException e) {
      LOG.warn("container '{}' could not be removed: {}", id, e.getMessage());
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
