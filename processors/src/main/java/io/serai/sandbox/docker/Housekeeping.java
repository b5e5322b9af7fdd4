package io.serai.sandbox.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.DockerClientDelegate;
import com.github.dockerjava.api.command.EventsCmd;

/** The client of those who watch an engine: its events are one stream, whoever asks for them. */
final class Housekeeping extends DockerClientDelegate {

  private final DockerClient engine;
  private final EventStream events;

  Housekeeping(DockerClient engine, EventStream events) {
    this.engine = engine;
    this.events = events;
  }

  @Override
  protected DockerClient getDockerClient() {
    return engine;
  }

  @Override
  public EventsCmd eventsCmd() {
    return events.command();
  }
}
