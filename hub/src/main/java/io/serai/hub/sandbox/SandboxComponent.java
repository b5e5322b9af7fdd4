package io.serai.hub.sandbox;

import io.serai.sandbox.Sandbox;
import java.util.Map;
import java.util.TreeSet;
import org.apache.camel.Endpoint;
import org.apache.camel.support.DefaultComponent;

/** The component {@code sandbox:<provider>}: an endpoint runs code and answers how it ended. */
public final class SandboxComponent extends DefaultComponent {

  private final Map<String, Sandbox> providers;
  private final RunWatch watch;
  private final TargetLoad load;

  /**
   * A component over a closed set of providers.
   *
   * @param providers by their words
   * @param watch hears what the runs do
   * @param load counts them
   */
  public SandboxComponent(Map<String, Sandbox> providers, RunWatch watch, TargetLoad load) {
    this.load = load;
    this.providers = Map.copyOf(providers);
    this.watch = watch;
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
    return new SandboxEndpoint(uri, this, provider, watch, load);
  }
}
