package io.serai.hub.engine;

import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.component.docker.DockerComponent;
import org.apache.camel.component.docker.DockerConfiguration;
import org.apache.camel.component.docker.DockerEndpoint;
import org.apache.camel.component.docker.consumer.DockerEventsConsumer;

/**
 * The engine's events. Camel's own consumer of them cannot be stopped unless it has been started,
 * as it never is where routes are only tried.
 */
final class EventsEndpoint extends DockerEndpoint {

  EventsEndpoint(String uri, DockerComponent component, DockerConfiguration configuration) {
    super(uri, component, configuration);
  }

  @Override
  public Consumer createConsumer(Processor processor) throws Exception {
    Consumer consumer = new EventsConsumer(this, processor);
    configureConsumer(consumer);
    return consumer;
  }

  private static final class EventsConsumer extends DockerEventsConsumer {

    private volatile boolean begun;

    EventsConsumer(DockerEndpoint endpoint, Processor processor) {
      super(endpoint, processor);
    }

    @Override
    protected void doStart() throws Exception {
      super.doStart();
      begun = true;
    }

    @Override
    protected void doStop() throws Exception {
      if (begun) {
        super.doStop();
      }
    }
  }
}
