package io.serai.sandbox.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.command.EventsCmd;
import com.github.dockerjava.api.model.Event;
import com.github.dockerjava.core.command.EventsCmdImpl;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The engine's events as one stream. Camel's consumer of them neither notices that its stream has
 * ended nor ends it when its route stops; this one is asked, and ends with the route.
 */
final class EventStream {

  private static final Logger LOG = LoggerFactory.getLogger(EventStream.class);
  private static final String[] TYPES = {"container", "image"};

  private final DockerClient engine;
  private final AtomicReference<@Nullable Relay> open = new AtomicReference<>();

  /** A stream from an engine, not yet open. */
  EventStream(DockerClient engine) {
    this.engine = engine;
  }

  /** Whether nobody hears what the engine says now. */
  boolean isClosed() {
    return open.get() == null;
  }

  /** What opens the stream, and closes it. */
  EventsCmd command() {
    return new EventsCmdImpl((command, listener) -> listen(listener)) {
      @Override
      public void close() {
        EventStream.this.close();
      }
    };
  }

  private @Nullable Void listen(ResultCallback<Event> listener) {
    close();
    Relay relay = new Relay(listener);
    open.set(relay);
    engine.eventsCmd().withEventTypeFilter(TYPES).exec(relay);
    return null;
  }

  void close() {
    Relay relay = open.get();
    if (relay != null) {
      relay.end();
    }
  }

  private final class Relay extends ResultCallback.Adapter<Event> {

    private final ResultCallback<Event> listener;

    Relay(ResultCallback<Event> listener) {
      this.listener = listener;
    }

    @Override
    public void onNext(Event event) {
      listener.onNext(event);
    }

    @Override
    public void onError(Throwable why) {
      LOG.debug("engine's events have ended: {}", why.getMessage());
      end();
    }

    void end() {
      try {
        close();
      } catch (IOException e) {
        throw new UncheckedIOException("engine's events cannot be closed", e);
      }
    }

    @Override
    public void close() throws IOException {
      open.compareAndSet(this, null);
      super.close();
    }
  }
}
