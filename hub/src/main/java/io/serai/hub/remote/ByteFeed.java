package io.serai.hub.remote;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The body of a response, piece by piece as the reader asks for them, so that whoever reads can
 * stop waiting.
 */
final class ByteFeed implements Flow.Subscriber<List<ByteBuffer>>, AutoCloseable {

  private sealed interface Signal {
    record Piece(List<ByteBuffer> bytes) implements Signal {}

    record End(@Nullable Throwable failure) implements Signal {}
  }

  /** Holds one piece, since one is asked for at a time, and the end. */
  private final BlockingQueue<Signal> signals = new LinkedBlockingQueue<>();

  private Flow.@Nullable Subscription subscription;
  private boolean closed;

  /** Reads what a publisher has. */
  static ByteFeed of(Flow.Publisher<List<ByteBuffer>> publisher) {
    ByteFeed feed = new ByteFeed();
    publisher.subscribe(feed);
    return feed;
  }

  /**
   * The next piece.
   *
   * @throws SilentException when none comes in time
   * @throws EOFException when there are no more
   * @throws IOException when the connection has failed
   */
  List<ByteBuffer> next(Duration atMost) throws IOException, InterruptedException {
    Signal signal = signals.poll(atMost.toMillis(), TimeUnit.MILLISECONDS);
    if (signal instanceof Signal.Piece piece) {
      request();
      return piece.bytes();
    }
    if (signal instanceof Signal.End end) {
      if (end.failure() == null) {
        throw new EOFException("connection ended");
      }
      throw new IOException(String.valueOf(end.failure().getMessage()), end.failure());
    }
    throw new SilentException(atMost);
  }

  @Override
  public synchronized void onSubscribe(Flow.Subscription made) {
    subscription = made;
    if (closed) {
      made.cancel();
    } else {
      made.request(1);
    }
  }

  private synchronized void request() {
    if (subscription != null) {
      subscription.request(1);
    }
  }

  @Override
  public void onNext(List<ByteBuffer> bytes) {
    signals.add(new Signal.Piece(bytes));
  }

  @Override
  public void onError(Throwable failure) {
    signals.add(new Signal.End(failure));
  }

  @Override
  public void onComplete() {
    signals.add(new Signal.End(null));
  }

  /** Closes the connection, unless all has been read. */
  @Override
  public synchronized void close() {
    closed = true;
    if (subscription != null) {
      subscription.cancel();
    }
  }

  /** Nothing was heard for too long. */
  static final class SilentException extends IOException {

    private static final long serialVersionUID = 1L;

    SilentException(Duration silence) {
      super("nothing was heard for " + silence.toMillis() + " ms");
    }
  }
}
