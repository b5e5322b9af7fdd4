package io.serai.hub.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.serai.fleet.Dispatch;
import io.serai.fleet.RunId;
import io.serai.hub.config.HubConfig;
import io.serai.hub.remote.Approach;
import io.serai.hub.remote.NodeClient;
import io.serai.hub.remote.RequestSigner;
import io.serai.job.Status;
import io.serai.sandbox.NeverRanException;
import io.serai.sandbox.RunObserver;
import io.serai.sandbox.RunResult;
import io.serai.sandbox.UnknownOutcomeException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A hub loses sight of a run: it finds out what became of it, or says that it cannot. */
@SuppressWarnings("NullAway.Init") // JUnit starts the node before each test.
class LostConnectionTest {

  /** Longer than clocks may be apart, so that the node counts as older than the run. */
  private static final Duration LATER = Duration.ofSeconds(5);

  private final NodeClient client = new NodeClient(new HubConfig.Tls("", "", ""));
  private final ScriptedSandbox sandbox = new ScriptedSandbox();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private Path state;
  private StartedNode node;
  private Relay relay;

  @BeforeEach
  void start(@TempDir Path directory) throws Exception {
    state = directory;
    node = startNode(sandbox);
    relay = new Relay(node.address());
  }

  @AfterEach
  void stop() throws IOException {
    relay.close();
    node.close();
    client.close();
    threads.shutdownNow();
  }

  @Test
  void getsTheResultThoughTheConnectionBroke() {
    CompletableFuture<RunResult> result = run(dispatch(), "wait");
    Awaitility.await().until(() -> sandbox.started() == 1);
    relay.cut();
    sandbox.release();

    assertThat(result.join().stdout()).isEqualTo("begun wait");
    assertThat(sandbox.started()).isEqualTo(1);
  }

  @Test
  void getsTheResultThoughTheConnectionFellSilent() {
    CompletableFuture<RunResult> result = run(dispatch(), "wait");
    Awaitility.await().until(() -> sandbox.started() == 1);
    relay.mute();
    sandbox.release();

    assertThat(result.orTimeout(8, java.util.concurrent.TimeUnit.SECONDS).join().stdout())
        .isEqualTo("begun wait");
  }

  @Test
  void cannotSayWhatBecameOfItWhileTheNodeIsOutOfReach() {
    CompletableFuture<RunResult> result = run(dispatch(), "wait");
    Awaitility.await().until(() -> sandbox.started() == 1);
    relay.down();

    assertUnknown(result::join, false);
  }

  @Test
  void anotherHubResumesIt() throws Exception {
    Dispatch dispatch = dispatch();
    CompletableFuture<RunResult> first = run(dispatch, "wait");
    Awaitility.await().until(() -> sandbox.started() == 1);
    CompletableFuture<RunResult> second =
        CompletableFuture.supplyAsync(() -> resume(dispatch), threads);
    sandbox.release();

    assertThat(second.join()).isEqualTo(first.join());
  }

  @Test
  void knowsThatARunNeverCame() {
    // From the future, so that the node is old enough to know of all runs since.
    Dispatch dispatch = at(node.address(), Instant.now().plus(LATER));

    assertThatThrownBy(() -> resume(dispatch))
        .isInstanceOfSatisfying(
            NeverRanException.class, e -> assertThat(e.code()).isEqualTo("never-ran"));
    assertThatThrownBy(run(dispatch, "x")::join)
        .cause()
        .isInstanceOfSatisfying(
            NeverRanException.class, e -> assertThat(e.code()).isEqualTo("revoked"));
    assertThat(sandbox.started()).isZero();
  }

  @Test
  void aRestartedNodeTellsWhatItNeverStartedFromWhatItLost() throws Exception {
    Dispatch started = dispatch();
    CompletableFuture<RunResult> result = run(started, "wait");
    Awaitility.await().until(() -> sandbox.started() == 1);
    Path killed = copyOfState();
    node.close();

    state = killed;
    node = startNode(new ScriptedSandbox());
    Dispatch again =
        new Dispatch(started.runId(), "n1", node.address(), "t", Instant.now().plus(LATER));
    assertUnknown(() -> resume(again), true);
    assertThatThrownBy(() -> resume(at(node.address(), Instant.now().plus(LATER))))
        .isInstanceOf(NeverRanException.class);
    result.cancel(true);
  }

  @Test
  void aNodeThatLostItsMemoryPromisesNothingOfEarlierRuns(@TempDir Path empty) throws Exception {
    Dispatch started = dispatch();
    node.close();

    state = empty;
    node = startNode(new ScriptedSandbox());
    assertUnknown(
        () ->
            resume(
                new Dispatch(
                    started.runId(), "n1", node.address(), "t", Instant.now().minusSeconds(60))),
        true);
  }

  @Test
  void doesNotAskWhereAnotherNodeMayAnswer() {
    CompletableFuture<RunResult> result =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return client.run(
                    dispatch(),
                    "process",
                    StartedNode.program("wait"),
                    RunObserver.NONE,
                    new Approach(RequestSigner.NONE, true, false, Approach.PATIENCE, null),
                    unheard -> {});
              } catch (InterruptedException e) {
                throw new CompletionException(e);
              }
            },
            threads);
    Awaitility.await().until(() -> sandbox.started() == 1);
    relay.cut();

    assertUnknown(result::join, false);
  }

  @Test
  void stopsWhatTakesTooLong() {
    Approach hurried = new Approach(RequestSigner.NONE, true, true, Duration.ofMillis(500), null);
    assertUnknown(
        () ->
            client.run(
                dispatch(),
                "process",
                StartedNode.program("wait"),
                RunObserver.NONE,
                hurried,
                unheard -> {}),
        true);
    Awaitility.await().until(() -> node.report().inFlight() == 0);
  }

  @Test
  void killsThroughAConnectionThatBroke() {
    Heard heard = new Heard();
    CompletableFuture<RunResult> result = run(dispatch(), "wait", heard);
    Awaitility.await().until(() -> sandbox.started() == 1);
    relay.cut();
    heard.kill();

    assertThat(result.join().status()).isEqualTo(Status.CANCELLED);
  }

  /** What a node that is killed now would leave. */
  private Path copyOfState() throws IOException {
    Path copy = state.resolve("copy");
    Files.createDirectories(copy.resolve("nodes/n1"));
    Files.copy(state.resolve("nodes/n1/journal"), copy.resolve("nodes/n1/journal"));
    return copy;
  }

  private StartedNode startNode(ScriptedSandbox with) throws Exception {
    return StartedNode.start(with, state, null, 2, Duration.ofSeconds(5));
  }

  private Dispatch dispatch() {
    return at(relay.address("http"), Instant.now());
  }

  private static Dispatch at(URI address, Instant sentAt) {
    return new Dispatch(new RunId(UUID.randomUUID()), "n1", address, "t", sentAt);
  }

  private CompletableFuture<RunResult> run(Dispatch dispatch, String code) {
    return run(dispatch, code, new Heard());
  }

  private CompletableFuture<RunResult> run(Dispatch dispatch, String code, Heard heard) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return client.run(
                dispatch, "process", StartedNode.program(code), heard, RequestSigner.NONE);
          } catch (InterruptedException e) {
            throw new CompletionException(e);
          }
        },
        threads);
  }

  private RunResult resume(Dispatch dispatch) {
    try {
      return client.resume(dispatch, RunObserver.NONE, RequestSigner.NONE);
    } catch (InterruptedException e) {
      throw new CompletionException(e);
    }
  }

  private static void assertUnknown(ThrowingCallable call, boolean gone) {
    assertThatThrownBy(call)
        .satisfies(
            thrown -> {
              Throwable failure =
                  thrown instanceof CompletionException ? thrown.getCause() : thrown;
              assertThat(failure).isInstanceOf(UnknownOutcomeException.class);
              assertThat(((UnknownOutcomeException) failure).gone()).isEqualTo(gone);
            });
  }
}
