package io.serai.hub.sandbox;

import io.serai.job.Placement;
import io.serai.sandbox.Run;
import io.serai.sandbox.RunObserver;
import io.serai.sandbox.RunResult;
import io.serai.sandbox.Sandbox;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.support.DefaultComponent;

/** The component {@code sandbox:<provider>}: an endpoint runs code and answers how it ended. */
public final class SandboxComponent extends DefaultComponent {

  private final Map<String, Sandbox> providers;
  private final RunWatch watch;
  private final Sessions sessions;

  /**
   * A component over a closed set of providers.
   *
   * @param providers by their words
   * @param watch hears what the runs do
   * @param sessions runs those that belong to a session
   */
  public SandboxComponent(Map<String, Sandbox> providers, RunWatch watch, Sessions sessions) {
    this.sessions = sessions;
    this.providers = Map.copyOf(providers);
    this.watch = watch;
  }

  /** Runs on a provider, in the run's session where it has one. */
  RunResult run(Sandbox provider, Placement placement, Run run, Consumer<Runnable> stopping)
      throws InterruptedException {
    RunObserver observer =
        run.opensSession()
            ? RunObserver.NONE
            : new StoppableRun(watch.watch(run.jobId()), stopping);
    return run.session() == null
        ? provider.run(run, observer)
        : sessions.run(provider, placement, run, observer);
  }

  @Override
  protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) {
    Sandbox provider = providers.get(remaining);
    if (provider == null) {
      throw new IllegalArgumentException(
          "sandbox provider '"
              + remaining
              + "' is unknown; allowed: "
              + String.join(", ", new TreeSet<>(providers.keySet())));
    }
    return new SandboxEndpoint(uri, this, provider);
  }
}
