package io.serai.sandbox.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.model.Event;
import com.github.dockerjava.api.model.EventActor;
import com.github.dockerjava.api.model.Image;
import com.github.dockerjava.api.model.Info;
import io.serai.sandbox.Readiness;
import io.serai.sandbox.SandboxException;
import io.serai.sandbox.warm.PooledRuns;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One Docker engine of this machine, and what is known of it. The routes that watch it tell that;
 * the engine itself is asked only where none of them runs. Thread-safe.
 */
public final class Engine implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Engine.class);

  /** How long an answer may be awaited; the client itself would wait for ever. */
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  /**
   * How the engine was found.
   *
   * @param trouble why it does not answer; empty when it does
   * @param runtimes what it can start containers with
   */
  private record Condition(String trouble, Set<String> runtimes) {
    boolean answers() {
      return trouble.isEmpty();
    }
  }

  private final URI host;
  private final DockerClient client;
  private final EventStream events;
  private final DockerClient housekeeping;
  private final Known<Condition> condition = new Known<>(this::askCondition);
  private final Known<Set<String>> tags = new Known<>(this::askTags);
  private final List<PooledRuns> runs = new CopyOnWriteArrayList<>();

  /**
   * An engine, to which nothing is said yet.
   *
   * @param host its socket, a {@code unix:} URI
   */
  public Engine(URI host) {
    this.host = host;
    client = new LateClient(host);
    events = new EventStream(client);
    housekeeping = new Housekeeping(client, events);
  }

  URI host() {
    return host;
  }

  /** For running containers. */
  DockerClient client() {
    return client;
  }

  /** For watching the engine. */
  public DockerClient housekeeping() {
    return housekeeping;
  }

  /** Has these runs hear of containers that end while they wait for a job. */
  void add(PooledRuns containers) {
    runs.add(containers);
  }

  void remove(PooledRuns containers) {
    runs.remove(containers);
  }

  /** Tells that the engine has answered. */
  public void answered(Info info) {
    Map<String, ?> runtimes = info.getRuntimes();
    note(new Condition("", runtimes == null ? Set.of() : Set.copyOf(runtimes.keySet())));
  }

  /** Tells that it has not. */
  public void failed(Exception why) {
    note(unreachable(why));
  }

  private void note(Condition found) {
    Condition before = condition.tell(found);
    if (before == null || before.answers() == found.answers()) {
      return;
    }
    if (found.answers()) {
      LOG.info("Docker engine at {} answers again", host);
    } else {
      LOG.warn("{}", describe(found));
    }
  }

  /** Tells which images it has. */
  public void hasImages(List<Image> images) {
    tags.tell(tagsOf(images));
  }

  /** Tells that a container has ended; the runs know those of theirs that nobody uses. */
  public void containerDied(Event event) {
    EventActor actor = event.getActor();
    if (actor != null && runs.stream().anyMatch(each -> each.discard(actor.getId()))) {
      LOG.warn("container {} died while it waited for a job, and is replaced", actor.getId());
    }
  }

  /** Tells that events may have been missed: the engine has gone away and come back. */
  public void eventsMissed() {
    runs.forEach(PooledRuns::discardAll);
  }

  /** Whether the engine answers, and nobody hears its events. */
  public boolean isUnheard() {
    return answers() && events.isClosed();
  }

  /** Whether it answered when it was last asked. */
  public boolean answers() {
    return current().answers();
  }

  /** Whether it can start containers with a runtime, and if not, what is missing. */
  Readiness readiness(String runtime) {
    Condition found = current();
    if (!found.answers()) {
      return new Readiness(false, describe(found));
    }
    return found.runtimes().contains(runtime)
        ? new Readiness(true, "engine at " + host)
        : new Readiness(
            false, "engine at " + host + " has no runtime '" + runtime + "'; add it there");
  }

  boolean hasImage(String tag) {
    return tags.get().contains(tag);
  }

  private Condition current() {
    Condition latest = condition.get();
    return condition.isOlderThan(PATIENCE)
        ? new Condition("silent for more than " + PATIENCE.toSeconds() + " s", Set.of())
        : latest;
  }

  private String describe(Condition found) {
    return "no Docker engine at "
        + host
        + " ("
        + found.trouble()
        + "); start one or set serai.docker.host";
  }

  private Condition askCondition() {
    try {
      Map<String, ?> runtimes = housekeeping.infoCmd().exec().getRuntimes();
      return new Condition("", runtimes == null ? Set.of() : Set.copyOf(runtimes.keySet()));
    } catch (RuntimeException e) {
      return unreachable(e);
    }
  }

  private Set<String> askTags() {
    try {
      return tagsOf(housekeeping.listImagesCmd().exec());
    } catch (RuntimeException e) {
      // Readiness says why.
      return Set.of();
    }
  }

  private static Condition unreachable(Exception why) {
    Throwable root = why;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return new Condition(String.valueOf(root.getMessage()), Set.of());
  }

  private static Set<String> tagsOf(List<Image> images) {
    return images.stream()
        .map(Image::getRepoTags)
        .flatMap(names -> names == null ? Stream.of() : Stream.of(names))
        .collect(Collectors.toUnmodifiableSet());
  }

  @Override
  public void close() {
    events.close();
    try {
      client.close();
    } catch (IOException e) {
      throw new SandboxException("docker client could not be closed", e);
    }
  }
}
