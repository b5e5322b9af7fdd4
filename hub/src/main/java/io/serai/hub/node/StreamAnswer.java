package io.serai.hub.node;

import io.serai.hub.contract.Accepted;
import io.serai.hub.contract.NodeProblem;
import io.serai.hub.contract.Output;
import io.serai.sandbox.RunObserver;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.util.Locale;
import java.util.Map;

/**
 * Tells everything as it happens, and each second that the node is still there.
 *
 * @see <a href="https://html.spec.whatwg.org/multipage/server-sent-events.html">Server-sent
 *     events</a>
 */
final class StreamAnswer implements Answer {

  private static final long KEEP_ALIVE_MS = 1_000;
  private static final Buffer COMMENT = Buffer.buffer(":\n\n");

  private final Loop loop;
  private final HttpServerResponse response;

  StreamAnswer(Loop loop, HttpServerResponse response) {
    this.loop = loop;
    this.response = response;
  }

  @Override
  public void accepted(Accepted accepted) {
    loop.run(
        () -> {
          response.setChunked(true);
          response.putHeader("Content-Type", "text/event-stream");
          response.putHeader("Cache-Control", "no-store");
          write(event("accepted", accepted));
          loop.vertx().setPeriodic(KEEP_ALIVE_MS, this::keepAlive);
        });
  }

  private void keepAlive(long timer) {
    if (response.ended() || response.closed()) {
      loop.vertx().cancelTimer(timer);
    } else {
      write(COMMENT);
    }
  }

  @Override
  public void started() {
    tell("started", Map.of());
  }

  @Override
  public void output(RunObserver.Stream stream, byte[] chunk) {
    tell(stream.name().toLowerCase(Locale.ROOT), new Output(chunk));
  }

  @Override
  public void ended(Ended ended) {
    if (ended instanceof Ended.Answered answered) {
      tellLast("result", answered.answer());
    } else if (ended instanceof Ended.Failed failed) {
      tellLast("problem", failed.problem());
    }
  }

  @Override
  public void refused(NodeProblem problem) {
    loop.run(
        () -> {
          if (!response.headWritten()) {
            HttpAnswers.problem(response, problem);
          }
        });
  }

  private void tell(String name, Object data) {
    Buffer event = event(name, data);
    loop.run(() -> write(event));
  }

  private void tellLast(String name, Object data) {
    Buffer event = event(name, data);
    loop.run(
        () -> {
          if (!response.ended() && !response.closed()) {
            var unused = response.end(event);
          }
        });
  }

  /** Nobody may read any more; the run goes on all the same. */
  private void write(Buffer event) {
    if (!response.ended() && !response.closed()) {
      var unused = response.write(event);
    }
  }

  private static Buffer event(String name, Object data) {
    return Buffer.buffer("event: " + name + "\ndata: ")
        .appendBytes(HttpAnswers.bytes(data))
        .appendString("\n\n");
  }
}
