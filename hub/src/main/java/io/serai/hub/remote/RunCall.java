package io.serai.hub.remote;

import io.serai.fleet.Dispatch;
import io.serai.fleet.Occupancy;
import io.serai.hub.contract.ExecuteResult;
import io.serai.hub.contract.NodeProblem;
import io.serai.hub.contract.Output;
import io.serai.hub.remote.EventParser.Event;
import io.serai.hub.remote.NodeRequests.UnreachableException;
import io.serai.job.Status;
import io.serai.sandbox.NeverRanException;
import io.serai.sandbox.RunObserver;
import io.serai.sandbox.RunResult;
import io.serai.sandbox.SandboxException;
import io.serai.sandbox.UnknownOutcomeException;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One run on a node, from its sending to its end. */
final class RunCall {

  private static final Logger LOG = LoggerFactory.getLogger(RunCall.class);
  private static final Duration SILENCE = Duration.ofSeconds(5);
  private static final Duration LAST_CHANCE = Duration.ofSeconds(5);
  private static final long BYTES_PER_MS = 1_000;
  private static final long LARGEST = 128L << 20;
  private static final long LARGEST_PROBLEM = 1L << 16;
  private static final long LAST_WORD_MS = 1_000;

  private final Dispatch dispatch;
  private final Approach approach;
  private final RunObserver observer;
  private final NodeRequests requests;
  private final Consumer<Occupancy> told;
  private final Semaphore wake = new Semaphore(0);
  private final long deadline;
  private volatile boolean killed;

  /** A run that is not yet sent; {@code told} hears how full the node says it is. */
  RunCall(
      Dispatch dispatch,
      Approach approach,
      RunObserver observer,
      NodeRequests requests,
      Consumer<Occupancy> told) {
    this.dispatch = dispatch;
    this.approach = approach;
    this.observer = observer;
    this.requests = requests;
    this.told = told;
    deadline = System.nanoTime() + approach.patience().toNanos();
  }

  /** What is done with the node until the run has ended. */
  private interface Conversation {
    RunResult hold() throws InterruptedException;
  }

  /** Sends the run and waits for its end. */
  RunResult send(byte[] body) throws InterruptedException {
    return observed(() -> killed ? RunResult.cancelled() : converse(body));
  }

  /** Waits for the end of a run that was sent before. */
  RunResult resume() throws InterruptedException {
    return observed(() -> follow("it was sent before"));
  }

  private RunResult observed(Conversation conversation) throws InterruptedException {
    observer.starting(this::kill);
    try {
      return conversation.hold();
    } catch (NeverRanException e) {
      if (killed) {
        return RunResult.cancelled();
      }
      throw e;
    } catch (InterruptedException e) {
      sendLastWord();
      throw e;
    }
  }

  private RunResult converse(byte[] body) throws InterruptedException {
    try {
      Duration upload = Duration.ofMillis(body.length / BYTES_PER_MS);
      return heed(requests.post(body, silence().plus(upload)));
    } catch (UnreachableException | SigningException e) {
      String code = e instanceof SigningException ? "not-signed" : "unreachable";
      throw new NeverRanException(
          code,
          "node '%s' at %s cannot be reached: %s"
              .formatted(dispatch.node(), dispatch.address(), e.getMessage()),
          Duration.ZERO);
    } catch (IOException e) {
      LOG.info("run {} on node '{}': {}", dispatch.runId(), dispatch.node(), e.getMessage());
      return follow(String.valueOf(e.getMessage()));
    }
  }

  /** How long nothing may be heard: a node that streams speaks each second. */
  private Duration silence() {
    Duration left = Duration.ofNanos(Math.max(1, deadline - System.nanoTime()));
    return approach.streams() && left.compareTo(SILENCE) > 0 ? SILENCE : left;
  }

  private RunResult heed(HttpResponse<Flow.Publisher<List<ByteBuffer>>> answer)
      throws IOException, InterruptedException {
    try (ByteFeed feed = ByteFeed.of(answer.body())) {
      if (answer.statusCode() != 200) {
        NodeProblem problem = Wire.problem(answer.statusCode(), rest(feed, LARGEST_PROBLEM));
        return heed(problem, retryAfter(answer));
      }
      boolean events =
          answer.headers().firstValue("Content-Type").orElse("").startsWith("text/event-stream");
      return events ? events(feed) : heed(Wire.read(rest(feed, LARGEST), ExecuteResult.class));
    }
  }

  private RunResult heed(ExecuteResult answer) {
    heed(answer.occupancy());
    return answer.result();
  }

  private void heed(@Nullable Occupancy occupancy) {
    if (occupancy != null) {
      told.accept(occupancy);
    }
  }

  private RunResult heed(NodeProblem problem, Duration retryAfter) throws IOException {
    heed(problem.occupancy());
    SandboxException meaning = Refusals.meaning(dispatch, problem, retryAfter);
    if (meaning == null) {
      throw new IOException(problem.detail());
    }
    throw meaning;
  }

  private RunResult events(ByteFeed feed) throws IOException, InterruptedException {
    EventParser parser = new EventParser(LARGEST);
    while (System.nanoTime() < deadline) {
      for (ByteBuffer piece : feed.next(silence())) {
        for (Event event : parser.feed(piece)) {
          RunResult result = heed(event);
          if (result != null) {
            return result;
          }
        }
      }
    }
    throw new ByteFeed.SilentException(approach.patience());
  }

  private @Nullable RunResult heed(Event event) throws IOException {
    switch (event.name()) {
      case "stdout" -> observer.output(RunObserver.Stream.STDOUT, output(event));
      case "stderr" -> observer.output(RunObserver.Stream.STDERR, output(event));
      case "result" -> {
        return heed(Wire.read(event.data(), ExecuteResult.class));
      }
      case "problem" -> {
        return heed(Wire.read(event.data(), NodeProblem.class), Duration.ZERO);
      }
      default -> LOG.debug("event '{}' of run {}", event.name(), dispatch.runId());
    }
    return null;
  }

  private static byte[] output(Event event) throws IOException {
    return Wire.read(event.data(), Output.class).base64();
  }

  private byte[] rest(ByteFeed feed, long largest) throws IOException, InterruptedException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    try {
      while (all.size() <= largest) {
        for (ByteBuffer piece : feed.next(silence())) {
          byte[] bytes = new byte[piece.remaining()];
          piece.get(bytes);
          all.writeBytes(bytes);
        }
      }
    } catch (EOFException e) {
      return all.toByteArray();
    }
    throw new IOException("answer is larger than " + largest + " bytes");
  }

  private static Duration retryAfter(HttpResponse<?> answer) {
    String seconds = answer.headers().firstValue("Retry-After").orElse("");
    return seconds.matches("\\d{1,5}")
        ? Duration.ofSeconds(Long.parseLong(seconds))
        : Duration.ZERO;
  }

  private RunResult follow(String reason) throws InterruptedException {
    if (!approach.sameNode()) {
      throw new UnknownOutcomeException(
          "node '%s' is not always the same, so run '%s' cannot be asked for: %s"
              .formatted(dispatch.node(), dispatch.runId(), reason),
          false);
    }
    if (System.nanoTime() < deadline) {
      RunResult result = inquire(reason, deadline);
      if (result != null) {
        return result;
      }
    }
    return stop();
  }

  /** The run has taken too long. */
  private RunResult stop() throws InterruptedException {
    cancel();
    RunResult result =
        inquiry(System.nanoTime() + LAST_CHANCE.toNanos()).follow("it took too long");
    if (result.status() == Status.CANCELLED && !killed) {
      throw new UnknownOutcomeException(
          "node '%s' was told to stop run '%s', which took more than %d ms"
              .formatted(dispatch.node(), dispatch.runId(), approach.patience().toMillis()),
          true);
    }
    return result;
  }

  /** The result; absent when the run took too long. */
  private @Nullable RunResult inquire(String reason, long until) throws InterruptedException {
    try {
      return inquiry(until).follow(reason);
    } catch (UnknownOutcomeException e) {
      if (e.gone() || System.nanoTime() < until) {
        throw e;
      }
      return null;
    }
  }

  private Inquiry inquiry(long until) {
    return new Inquiry(dispatch, requests, wake, until);
  }

  /** From any thread, more than once. */
  private void kill() {
    killed = true;
    cancel();
  }

  private void cancel() {
    var unused =
        requests
            .cancelLater()
            .whenComplete(
                (answer, failure) -> {
                  if (failure != null) {
                    LOG.warn(
                        "run {} on node '{}' could not be cancelled: {}",
                        dispatch.runId(),
                        dispatch.node(),
                        failure.getMessage());
                  }
                  wake.release();
                });
  }

  /** The thread must go; the run must not go on. */
  private void sendLastWord() {
    try {
      var unused = requests.cancelLater().get(LAST_WORD_MS, TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      LOG.warn("run {} may go on: {}", dispatch.runId(), e.getMessage());
    } catch (InterruptedException e) {
      LOG.warn("run {} may go on: the hub could not wait", dispatch.runId());
    }
  }
}
