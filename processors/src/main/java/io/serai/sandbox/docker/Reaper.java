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
 * Removes the containers that a hub has created and never started, because it was killed between
 * the two. Those it has started end by themselves when it does.
 */
final class Reaper implements AutoCloseable {

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

  /** Removes every container that does not run though its deadline has passed. */
  void reap() {
    engine
        .listContainersCmd()
        .withShowAll(true)
        .withLabelFilter(List.of(Container.DEADLINE))
        .withStatusFilter(List.of("created", "exited", "dead"))
        .exec()
        .stream()
        .filter(each -> Long.parseLong(each.getLabels().get(Container.DEADLINE)) < clock.millis())
        .forEach(each -> remove(each.getId()));
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
