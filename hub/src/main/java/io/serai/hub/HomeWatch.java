package io.serai.hub;

import io.serai.hub.check.Finding;
import io.serai.hub.config.HubConfig;
import io.serai.hub.git.GitEdits;
import io.serai.hub.reload.EditOutcomes;
import io.serai.hub.reload.ReloadLoop;
import io.serai.hub.reload.RouteReloader;
import io.serai.hub.version.DirectoryAuthor;
import io.serai.hub.version.EditAuthor;
import io.serai.hub.version.VersionKeeper;
import io.serai.policy.PolicyStore;
import io.serai.store.VersionStore;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what is in force as the files of the home say, and these as the last commit of a repository
 * has them, where one is configured.
 */
final class HomeWatch {

  private final HubConfig config;
  private final HubSetup setup;
  private final EditOutcomes outcomes;
  private final Lock files = new ReentrantLock();
  private final @Nullable GitEdits git;

  /** Watches the configured home; nothing is done yet. */
  HomeWatch(HubConfig config, HubSetup setup, MetricsWiring metrics) {
    this.config = config;
    this.setup = setup;
    this.outcomes = metrics.edits();
    this.git =
        config.git().enabled() ? new GitEdits(config, this::problems, outcomes, files) : null;
    if (git != null) {
      metrics.watchPulls(git::isFailing);
    }
  }

  private List<String> problems(Path home) throws IOException {
    return new FileCheck(config.at(home), setup)
        .findings().stream().map(Finding::toString).toList();
  }

  /** Before anything is read of the home: takes what the repository has now. */
  void begin() {
    if (git != null) {
      git.begin();
    }
  }

  /**
   * Watches from now on.
   *
   * @param operations the {@code direct:} endpoints that the HTTP contract sends to
   * @return what stops it, the last first
   */
  List<AutoCloseable> open(
      CamelRuntime camel,
      PolicyStore policies,
      VersionStore versions,
      Set<String> operations,
      ScheduledExecutorService scheduler) {
    EditAuthor author = git == null ? new DirectoryAuthor(config.home()) : git.author();
    String host = ManagementFactory.getRuntimeMXBean().getName();
    VersionKeeper keeper = new VersionKeeper(versions, author, host, Clock.systemUTC());
    RouteReloader routes = camel.reloader(operations);
    ReloadLoop loop =
        new ReloadLoop(camel::readFiles, routes, policies, keeper::inForce, outcomes, files);
    List<AutoCloseable> opened = new ArrayList<>();
    opened.add(keeper.open(scheduler));
    opened.add(loop.open(scheduler, config.edits().look(), config.edits().rest()));
    if (git != null) {
      opened.add(git.open());
    }
    return opened;
  }
}
