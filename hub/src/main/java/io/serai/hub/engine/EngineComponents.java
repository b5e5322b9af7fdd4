package io.serai.hub.engine;

import com.github.dockerjava.api.DockerClient;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.component.docker.DockerClientProfile;
import org.apache.camel.component.docker.DockerComponent;
import org.apache.camel.component.docker.DockerEndpoint;
import org.apache.camel.component.docker.DockerOperation;
import org.apache.camel.spi.CamelContextCustomizer;

/**
 * Gives every Camel context a {@code docker} component of its own, all of whose endpoints speak to
 * the hub's engine: neither a parameter nor a header can name another.
 */
public final class EngineComponents implements CamelContextCustomizer {

  private final DockerClient engine;

  /** Components that speak to an engine through this client. */
  public EngineComponents(DockerClient engine) {
    this.engine = engine;
  }

  @Override
  public void configure(CamelContext context) {
    context.addComponent("docker", new EngineComponent());
  }

  private final class EngineComponent extends DockerComponent {

    @Override
    public DockerClient getClient(DockerClientProfile unused) {
      return engine;
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters)
        throws Exception {
      DockerEndpoint endpoint = (DockerEndpoint) super.createEndpoint(uri, remaining, parameters);
      return endpoint.getConfiguration().getOperation() == DockerOperation.EVENTS
          ? new EventsEndpoint(uri, this, endpoint.getConfiguration())
          : endpoint;
    }
  }
}
