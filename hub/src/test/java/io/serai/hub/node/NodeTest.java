package io.serai.hub.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.serai.fleet.Dispatch;
import io.serai.fleet.NodeReport;
import io.serai.fleet.Occupancy;
import io.serai.fleet.Offer;
import io.serai.hub.remote.Approach;
import io.serai.hub.remote.NodeClient;
import io.serai.hub.remote.RequestSigner;
import io.serai.job.Language;
import io.serai.job.Status;
import io.serai.sandbox.NeverRanException;
import io.serai.sandbox.RunObserver;
import io.serai.sandbox.RunResult;
import io.serai.sandbox.SandboxException;
import io.serai.sandbox.UnknownOutcomeException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node and the hub's client to it, over TLS on loopback. */
@SuppressWarnings("NullAway.Init") // JUnit starts the node before each test.
class NodeTest {

  private static final Duration DRAIN = Duration.ofSeconds(5);

  private static Certificates certificates;
  private static NodeClient client;

  private final ScriptedSandbox sandbox = new ScriptedSandbox();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private StartedNode node;

  @BeforeAll
  static void makeCertificates(@TempDir Path directory) {
    certificates = Certificates.make(directory);
    certificates.node("n1", StartedNode.HOST);
    client = new NodeClient(certificates.hub("hub"));
  }

  @AfterAll
  static void closeClient() {
    client.close();
  }

  @BeforeEach
  void start(@TempDir Path state) throws Exception {
    node = StartedNode.start(sandbox, state, certificates.node("n1", StartedNode.HOST), 2, DRAIN);
  }

  @AfterEach
  void stop() {
    node.close();
    threads.shutdownNow();
  }

  @Test
  void tellsOutputAsItComesAndThenTheResult() {
    Heard heard = new Heard();
    CompletableFuture<RunResult> result = run(node.dispatch(), "wait", heard);

    Awaitility.await().until(() -> heard.output().equals("begun "));
    assertThat(result).isNotDone();
    sandbox.release();

    assertThat(result.join()).extracting(RunResult::stdout).isEqualTo("begun wait");
    assertThat(node.report().inFlight()).isZero();
    assertThat(node.report().latency().p50Ms()).isPositive();
  }

  @Test
  void tellsTheEndOnlyToWhoCannotReadStreams() throws Exception {
    Approach document =
        new Approach(RequestSigner.NONE, false, false, Duration.ofSeconds(20), null);
    List<Occupancy> told = new ArrayList<>();
    RunResult result =
        client.run(
            node.dispatch(),
            "process",
            StartedNode.program("x"),
            RunObserver.NONE,
            document,
            told::add);

    assertThat(result.stdout()).isEqualTo("begun x");
    assertThat(told).containsExactly(new Occupancy(0, 2));
  }

  @Test
  void reportsWhatItIs() {
    NodeReport report = node.report();

    assertThat(report.offers()).containsExactly(new Offer("process", "host", Language.PYTHON, 0));
    assertThat(report.state()).isEqualTo(NodeReport.State.READY);
    assertThat(report.address()).hasScheme("https").hasHost(StartedNode.HOST);
    assertThat(report.capacity()).isEqualTo(2);
  }

  @Test
  void takesNoMoreThanItsCapacity() {
    CompletableFuture<RunResult> one = run(node.dispatch(), "wait", new Heard());
    CompletableFuture<RunResult> other = run(node.dispatch(), "wait", new Heard());
    Awaitility.await().until(() -> node.report().inFlight() == 2);

    Heard refused = new Heard();
    assertNeverRan(run(node.dispatch(), "x", refused), "full", Duration.ofSeconds(1));
    assertThat(refused.told()).containsExactly(new Occupancy(2, 2));
    sandbox.release();
    CompletableFuture.allOf(one, other).join();
  }

  @Test
  void refusesWhatItDoesNotOffer() {
    assertThatThrownBy(
            () ->
                client.run(
                    node.dispatch(),
                    "docker",
                    StartedNode.program("x"),
                    RunObserver.NONE,
                    RequestSigner.NONE))
        .isInstanceOfSatisfying(
            NeverRanException.class, e -> assertThat(e.code()).isEqualTo("not-offered"))
        .hasMessageContaining("provider 'docker' with image 'host' for 'python' is not offered");
  }

  @Test
  void saysOfASandboxThatFailedWhetherTheJobBegan() {
    assertNeverRan(run(node.dispatch(), "break", new Heard()), "sandbox-failed", Duration.ZERO);
    assertThatThrownBy(() -> run(node.dispatch(), "break-later", new Heard()).join())
        .hasCauseInstanceOf(SandboxException.class)
        .hasMessageContaining("sandbox broke");
  }

  @Test
  void stopsARunThatIsKilled() {
    Heard heard = new Heard();
    CompletableFuture<RunResult> result = run(node.dispatch(), "wait", heard);
    Awaitility.await().until(() -> heard.output().equals("begun "));

    heard.kill();

    assertThat(result.join().status()).isEqualTo(Status.CANCELLED);
  }

  @Test
  void stopsARunWhoseWaiterIsInterrupted() {
    Dispatch dispatch = node.dispatch();
    CompletableFuture<Thread> waiter = new CompletableFuture<>();
    CompletableFuture<RunResult> result =
        CompletableFuture.supplyAsync(
            () -> {
              waiter.complete(Thread.currentThread());
              return runHere(dispatch, "wait", new Heard());
            },
            threads);
    Awaitility.await().until(() -> sandbox.started() == 1);

    waiter.join().interrupt();

    assertThatThrownBy(result::join).hasRootCauseInstanceOf(InterruptedException.class);
    Awaitility.await().until(() -> node.report().inFlight() == 0);
  }

  @Test
  void runsNothingThatWasCancelledBeforeItCame() {
    Dispatch dispatch = node.dispatch();
    assertThatThrownBy(() -> client.resume(dispatch, RunObserver.NONE, RequestSigner.NONE))
        .isInstanceOf(UnknownOutcomeException.class)
        .hasMessageContaining("which the node forgot");

    assertNeverRan(run(dispatch, "x", new Heard()), "revoked", Duration.ZERO);
    assertThat(sandbox.started()).isZero();
  }

  @Test
  void runsTheSameRunOnce() {
    Dispatch dispatch = node.dispatch();
    RunResult first = run(dispatch, "x", new Heard()).join();

    assertThat(run(dispatch, "x", new Heard()).join()).isEqualTo(first);
    assertThat(sandbox.started()).isEqualTo(1);
  }

  @Test
  void finishesWhatRunsWhenItDrainsAndTakesNothingNew() throws Exception {
    CompletableFuture<RunResult> running = run(node.dispatch(), "wait", new Heard());
    Awaitility.await().until(() -> sandbox.started() == 1);
    CompletableFuture<Void> drained =
        CompletableFuture.runAsync(
            () -> {
              try {
                node.drain();
              } catch (InterruptedException e) {
                throw new CompletionException(e);
              }
            },
            threads);
    Awaitility.await().until(() -> node.report().state() == NodeReport.State.DRAINING);

    assertNeverRan(run(node.dispatch(), "x", new Heard()), "draining", Duration.ofSeconds(1));
    assertThat(drained).isNotDone();
    sandbox.release();

    assertThat(running.join().status()).isEqualTo(Status.SUCCEEDED);
    drained.join();
  }

  @Test
  void saysThatARunIsLostWhenItCannotWaitForItsEnd(@TempDir Path state) throws Exception {
    try (StartedNode hurried =
        StartedNode.start(
            sandbox, state, certificates.node("n1", StartedNode.HOST), 2, Duration.ofMillis(100))) {
      CompletableFuture<RunResult> running = run(hurried.dispatch(), "wait", new Heard());
      Awaitility.await().until(() -> sandbox.started() == 1);
      hurried.drain();

      assertThatThrownBy(running::join)
          .cause()
          .isInstanceOfSatisfying(
              UnknownOutcomeException.class, e -> assertThat(e.gone()).isTrue());
    }
  }

  private CompletableFuture<RunResult> run(Dispatch dispatch, String code, Heard heard) {
    return CompletableFuture.supplyAsync(() -> runHere(dispatch, code, heard), threads);
  }

  private static RunResult runHere(Dispatch dispatch, String code, Heard heard) {
    try {
      return client.run(
          dispatch,
          "process",
          StartedNode.program(code),
          heard,
          Approach.with(RequestSigner.NONE),
          heard::told);
    } catch (InterruptedException e) {
      throw new CompletionException(e);
    }
  }

  private static void assertNeverRan(
      CompletableFuture<RunResult> result, String code, Duration retryAfter) {
    assertThatThrownBy(result::join)
        .cause()
        .isInstanceOfSatisfying(
            NeverRanException.class,
            e -> {
              assertThat(e.code()).isEqualTo(code);
              assertThat(e.retryAfter()).isEqualTo(retryAfter);
            });
  }
}
