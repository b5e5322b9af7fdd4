package io.serai.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.serai.fleet.Dispatch;
import io.serai.fleet.NodeReport;
import io.serai.fleet.RunId;
import io.serai.hub.embedded.PostgresServer;
import io.serai.hub.remote.NodeClient;
import io.serai.hub.remote.NodeDirectory;
import io.serai.hub.remote.NodeDirectory.Known;
import io.serai.hub.remote.RequestSigner;
import io.serai.job.JobId;
import io.serai.job.Language;
import io.serai.job.Limits;
import io.serai.job.Network;
import io.serai.job.Status;
import io.serai.sandbox.NeverRanException;
import io.serai.sandbox.Run;
import io.serai.sandbox.RunObserver;
import io.serai.sandbox.RunResult;
import io.serai.sandbox.UnknownOutcomeException;
import io.serai.store.postgres.Database;
import io.serai.store.postgres.PostgresNodeStore;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node as a process: it registers, runs jobs in real sandboxes, drains, and is killed. */
@SuppressWarnings("NullAway.Init") // JUnit starts everything before each test.
class NodeTest {

  private static PostgresServer postgres;
  private static Database database;
  private static NodeClient client;
  private static Path certificates;

  private NodeDirectory directory;
  private NodeProcess node;

  @BeforeAll
  static void startServers(@TempDir Path state, @TempDir Path keys) throws Exception {
    certificates = keys;
    Certificates.hub(keys);
    Certificates.node(keys, "node", "127.0.0.2");
    postgres = PostgresServer.start(state);
    database = new Database(postgres.jdbcUrl(), "", "", 8, Executors.defaultThreadFactory());
    client = new NodeClient(Certificates.tls(certificates, "hub"));
  }

  @AfterAll
  static void stopServers() {
    client.close();
    database.close();
    postgres.close();
  }

  @BeforeEach
  void start(@TempDir Path state) throws Exception {
    directory = new NodeDirectory(new PostgresNodeStore(database), List::of, client).open();
    node = NodeProcess.start("aws-1", state, settings(postgres.jdbcUrl()));
  }

  @AfterEach
  void stop() {
    node.close();
    directory.close();
  }

  @Test
  void registersRunsAJobAndLeavesWhenItIsToldTo() throws Exception {
    Known known = awaitKnown();
    assertThat(known.report().offers())
        .anyMatch(each -> each.provider().equals("process") && each.language() == Language.PYTHON);
    CompletableFuture<RunResult> running = run(known, "import time; time.sleep(6); print(6 * 7)");
    awaitInFlight(running);

    node.terminate();

    Awaitility.await()
        .atMost(Duration.ofSeconds(5))
        .until(() -> state() == NodeReport.State.DRAINING);
    RunResult result = running.join();
    assertThat(result.status()).as(result.toString()).isEqualTo(Status.SUCCEEDED);
    assertThat(result.stdout()).isEqualTo("42\n");
    assertThat(node.awaitExit()).as(node.log()).isZero();
    assertThat(new PostgresNodeStore(database).list())
        .noneMatch(each -> each.report().name().equals("aws-1"));
  }

  @Test
  void isForgottenWhenItIsKilledAndSaysAfterwardsWhatItLost(@TempDir Path state) throws Exception {
    node.close();
    node = NodeProcess.start("aws-2", state, settings(postgres.jdbcUrl()));
    Known known = awaitKnown();
    Dispatch dispatch = dispatch(known);
    CompletableFuture<RunResult> running = run(dispatch, "import time; time.sleep(60)");
    awaitInFlight(running);

    node.kill();

    assertThatThrownBy(running::join).hasCauseInstanceOf(UnknownOutcomeException.class);
    Awaitility.await().until(() -> directory.known().isEmpty());
    node = NodeProcess.start("aws-2", state, settings(postgres.jdbcUrl()));
    Known again = awaitKnown();
    Dispatch toNext =
        new Dispatch(dispatch.runId(), "aws-2", again.report().address(), "t", dispatch.sentAt());
    // As a hub does: a node just started may be silent yet, and is then asked again.
    Awaitility.await()
        .untilAsserted(
            () ->
                assertThatThrownBy(() -> resume(toNext))
                    .isInstanceOfSatisfying(
                        UnknownOutcomeException.class,
                        e -> assertThat(e.gone()).as(e.getMessage()).isTrue()));
    assertThat(again.report().instance()).isGreaterThan(known.report().instance());
  }

  @Test
  void isAskedWhereItHasNoDatabase(@TempDir Path state) throws Exception {
    try (NodeProcess alone = NodeProcess.start("aws-3", state, settings(""))) {
      String address = alone.log().replaceAll("(?s).*is ready at (\\S+).*", "$1");
      try (NodeDirectory asking =
          new NodeDirectory(
                  new PostgresNodeStore(database),
                  () -> List.of(java.net.URI.create(address)),
                  client)
              .open()) {
        Awaitility.await()
            .until(() -> asking.known().stream().anyMatch(each -> named(each, "aws-3")));
        alone.kill();
        Awaitility.await()
            .until(() -> asking.known().stream().noneMatch(each -> named(each, "aws-3")));
      }
    }
  }

  private static RunResult resume(Dispatch dispatch) throws InterruptedException {
    return client.resume(dispatch, RunObserver.NONE, RequestSigner.NONE);
  }

  private static boolean named(Known known, String name) {
    return known.report().name().equals(name);
  }

  private Known awaitKnown() {
    // One that was killed in another test may be known still.
    return Awaitility.await()
        .until(
            directory::known,
            known -> known.size() == 1 && node.log().contains(known.get(0).report().address() + ""))
        .get(0);
  }

  private void awaitInFlight(CompletableFuture<RunResult> running) {
    Awaitility.await()
        .untilAsserted(
            () -> {
              assertThat(running).as(node.log()).isNotDone();
              assertThat(inFlight()).as(directory.known().toString()).isEqualTo(1);
            });
  }

  private int inFlight() {
    return directory.known().stream().mapToInt(each -> each.report().inFlight()).sum();
  }

  private NodeReport.State state() {
    return directory.known().get(0).report().state();
  }

  private static CompletableFuture<RunResult> run(Known known, String code) {
    return run(dispatch(known), code);
  }

  private static Dispatch dispatch(Known known) {
    return new Dispatch(
        new RunId(UUID.randomUUID()),
        known.report().name(),
        known.report().address(),
        "t",
        Instant.now());
  }

  private static CompletableFuture<RunResult> run(Dispatch dispatch, String code) {
    Run run =
        new Run(
            new JobId(UUID.randomUUID()),
            "default",
            "host",
            Language.PYTHON,
            code,
            null,
            List.of(),
            new Limits(70_000, 10_000, 128, 64, 32, 16, 64, 1_000_000),
            Network.NONE,
            null);
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return sent(dispatch, run);
          } catch (InterruptedException e) {
            throw new CompletionException(e);
          }
        });
  }

  /** As hubs send it: again to a node that did not answer in time, and so never ran it. */
  private static RunResult sent(Dispatch dispatch, Run run) throws InterruptedException {
    Instant over = Instant.now().plus(Patience.SOON);
    while (true) {
      try {
        return client.run(dispatch, "process", run, RunObserver.NONE, RequestSigner.NONE);
      } catch (NeverRanException e) {
        if (Instant.now().isAfter(over)) {
          throw e;
        }
      }
    }
  }

  private static Map<String, String> settings(String jdbcUrl) {
    Map<String, String> settings = new HashMap<>(Certificates.settings(certificates, "node"));
    settings.put("serai.docker.host", "");
    settings.put("serai.database.url", jdbcUrl);
    return settings;
  }
}
