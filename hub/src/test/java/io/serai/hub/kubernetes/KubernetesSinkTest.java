package io.serai.hub.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.mockwebserver.http.MockResponse;
import io.serai.fleet.Dispatch;
import io.serai.fleet.RunId;
import io.serai.job.Destination;
import io.serai.job.JobFile;
import io.serai.job.Status;
import io.serai.job.StopReason;
import io.serai.job.Walk;
import io.serai.sandbox.NeverRanException;
import io.serai.sandbox.Run;
import io.serai.sandbox.RunObserver;
import io.serai.sandbox.RunResult;
import io.serai.sandbox.UnknownOutcomeException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.component.kamelet.KameletComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The kamelet as it is, in a Camel of its own, against an API server that refuses what it must. */
@SuppressWarnings("NullAway.Init") // JUnit fills these in.
@Timeout(30)
class KubernetesSinkTest {

  private static final Path HOME = Path.of(System.getProperty("serai.home"));
  private static final String SINK = "kamelet:sandbox-kubernetes-sink?startupSeconds=10";

  @TempDir Path folder;
  private final DefaultCamelContext camel = new DefaultCamelContext();
  private final CompletableFuture<Runnable> kill = new CompletableFuture<>();
  private final Kubernetes kubernetes = new Kubernetes(id -> hearsKill(kill::complete));
  private TestCluster cluster;

  @BeforeEach
  void start() throws Exception {
    cluster = TestCluster.start(folder);
    camel.getRegistry().bind("kubernetes", kubernetes);
    camel.getComponent("kamelet", KameletComponent.class).setLocation("file:" + HOME + "/kamelets");
    camel.start();
  }

  @AfterEach
  void stop() {
    camel.stop();
    kubernetes.close();
    cluster.close();
  }

  @Test
  void runsAJobInAPodOfTheStandard() throws Exception {
    Run run = TestRuns.run("print(1)", List.of(new JobFile("data/a.txt", new byte[] {1})));

    RunResult result = result(send(SINK, run, UUID.randomUUID()));

    assertThat(result.status()).isEqualTo(Status.SUCCEEDED);
    assertThat(result.stdout()).isEqualTo("serai/python-3.11: print(1)");
    assertThat(result.usage().wallMs()).isEqualTo(2000);
    JsonNode job = cluster.jobs().get(0);
    assertThat(job.path("metadata").path("labels").path("serai.io/job").asText())
        .isEqualTo(run.jobId().toString());
    assertThat(job.path("spec").path("backoffLimit").asInt(-1)).isZero();
    assertThat(job.path("spec").path("activeDeadlineSeconds").asInt()).isEqualTo(12);
    JsonNode container = pod(job).path("containers").path(0);
    assertThat(container.path("resources").path("limits"))
        .isEqualTo(container.path("resources").path("requests"));
    assertThat(container.path("resources").path("limits").path("memory").asText())
        .isEqualTo("128Mi");
    assertThat(container.path("command").toString()).contains("\"1.500\"");
    assertThat(pod(job).has("runtimeClassName")).isFalse();
  }

  @Test
  void givesTheFilesToTheJobThatOwnsThem() throws Exception {
    UUID id = UUID.randomUUID();
    send(SINK, TestRuns.run("print(1)", List.of(new JobFile("data/a.txt", new byte[] {1}))), id);

    Secret secret =
        cluster.client().secrets().inNamespace("serai-jobs").withName("serai-" + id).get();

    assertThat(secret.getMetadata().getOwnerReferences())
        .singleElement()
        .satisfies(
            owner -> {
              assertThat(owner.getKind()).isEqualTo("Job");
              assertThat(owner.getName()).isEqualTo("serai-" + id);
              assertThat(owner.getUid()).isNotBlank();
            });
    assertThat(secret.getData()).containsKeys("code", "stdin", "file-0");
  }

  @Test
  void takesTheRuntimeThatItIsGiven() throws Exception {
    send(SINK + "&runtimeClass=gvisor", TestRuns.run("1", List.of()), UUID.randomUUID());

    assertThat(pod(cluster.jobs().get(0)).path("runtimeClassName").asText()).isEqualTo("gvisor");
  }

  @Test
  void tellsHowThePodEnded() throws Exception {
    cluster.podsEnd(job -> Fate.exited(3));
    assertThat(ending()).containsExactly(Status.FAILED, null, 3, null);
    cluster.podsEnd(job -> Fate.terminated(137, "OOMKilled"));
    assertThat(ending()).containsExactly(Status.OUT_OF_MEMORY, StopReason.MEMORY, null, "SIGKILL");
    cluster.podsEnd(job -> Fate.exited(137));
    assertThat(ending()).containsExactly(Status.TIMED_OUT, StopReason.WALL_TIME, null, "SIGKILL");
    cluster.podsEnd(job -> Fate.exited(139));
    assertThat(ending()).containsExactly(Status.FAILED, null, null, "SIGSEGV");
    cluster.podsEnd(job -> Fate.failed("DeadlineExceeded"));
    assertThat(ending()).containsExactly(Status.TIMED_OUT, StopReason.WALL_TIME, null, null);
    cluster.podsEnd(job -> Fate.failed("Evicted"));
    assertThat(ending()).containsExactly(Status.FAILED, StopReason.DISK, null, null);
    cluster.podsEnd(job -> Fate.failed("NodeLost"));
    assertThat(ending()).containsExactly(Status.KILLED, null, null, null);
  }

  @Test
  void cutsTheOutput() throws Exception {
    RunResult result =
        result(send(SINK, TestRuns.run("#".repeat(2000), List.of()), UUID.randomUUID()));

    assertThat(result.stdout()).hasSize(1000);
    assertThat(result.truncated()).isTrue();
  }

  @Test
  void runsAJobThatIsSentAgainNoSecondTime() throws Exception {
    UUID id = UUID.randomUUID();
    Run run = TestRuns.run("print(1)", List.of());

    RunResult first = result(send(SINK, run, id));
    RunResult second = result(send(SINK, run, id));

    assertThat(second).isEqualTo(first);
    assertThat(cluster.jobs()).hasSize(1);
  }

  @Test
  void neverRanWhereAnotherHasItsName() throws Exception {
    UUID id = UUID.randomUUID();
    send(SINK, TestRuns.run("print(1)", List.of()), id);

    neverRan(send(SINK, TestRuns.run("print(2)", List.of()), id), "conflict");
  }

  @Test
  void neverRanWhereTheQuotaIsUsedUp() {
    NeverRanException refused =
        neverRan(
            send(SINK + "&namespace=full", TestRuns.run("1", List.of()), UUID.randomUUID()),
            "refused");

    assertThat(refused).hasMessageContaining("exceeded quota");
  }

  @Test
  void neverRanWhereNoPodStarts() {
    cluster.podsEnd(job -> Fate.waiting("ImagePullBackOff"));
    UUID id = UUID.randomUUID();

    NeverRanException refused =
        neverRan(send(SINK.replace("10", "1"), TestRuns.run("1", List.of()), id), "unscheduled");

    assertThat(refused).hasMessage("pod did not start within 1 s: ImagePullBackOff");
    assertThat(cluster.client().batch().v1().jobs().inNamespace("serai-jobs").list().getItems())
        .isEmpty();
  }

  @Test
  void neverRanWhereTheJobWasNotTaken() {
    cluster.trouble(
        request ->
            request.getPath().contains("/jobs") ? new MockResponse().setResponseCode(503) : null);

    neverRan(send(SINK, TestRuns.run("1", List.of()), UUID.randomUUID()), "unreachable");
  }

  @Test
  void neverRanWithANetworkOrTooMuchCode() {
    Run wide = TestRuns.reaching(new Destination("example.com", 443));

    neverRan(send(SINK, wide, UUID.randomUUID()), "network");
    neverRan(
        send(SINK, TestRuns.run("#".repeat(1_000_001), List.of()), UUID.randomUUID()), "too-large");
    assertThat(cluster.jobs()).isEmpty();
  }

  @Test
  void saysThatNobodyKnowsWhenTheFilesMayHaveArrived() {
    cluster.trouble(
        request ->
            request.getPath().contains("/secrets")
                ? new MockResponse().setResponseCode(503)
                : null);

    Exception thrown = send(SINK, TestRuns.run("1", List.of()), UUID.randomUUID()).getException();

    assertThat(thrown).isInstanceOf(UnknownOutcomeException.class);
  }

  @Test
  void deletesTheJobThatIsCancelled() throws Exception {
    cluster.podsEnd(job -> Fate.running());
    CompletableFuture<Exchange> sent =
        CompletableFuture.supplyAsync(
            () -> send(SINK, TestRuns.run("1", List.of()), UUID.randomUUID()));
    kill.get(20, TimeUnit.SECONDS).run();

    assertThat(result(sent.get(20, TimeUnit.SECONDS)).status()).isEqualTo(Status.CANCELLED);
    assertThat(cluster.client().batch().v1().jobs().inNamespace("serai-jobs").list().getItems())
        .isEmpty();
  }

  private List<Object> ending() throws Exception {
    RunResult result = result(send(SINK, TestRuns.run("1", List.of()), UUID.randomUUID()));
    return Arrays.asList(result.status(), result.stopReason(), result.exitCode(), result.signal());
  }

  private static JsonNode pod(JsonNode job) {
    return job.path("spec").path("template").path("spec");
  }

  private NeverRanException neverRan(Exchange sent, String code) {
    assertThat(sent.getException()).isInstanceOf(NeverRanException.class);
    NeverRanException thrown = (NeverRanException) sent.getException();
    assertThat(thrown.code()).as(thrown.getMessage()).isEqualTo(code);
    return thrown;
  }

  private static RunResult result(Exchange sent) throws Exception {
    if (sent.getException() != null) {
      throw sent.getException();
    }
    return sent.getMessage().getMandatoryBody(RunResult.class);
  }

  private Exchange send(String endpoint, Run run, UUID id) {
    Dispatch dispatch =
        new Dispatch(
            new RunId(id), "cluster", URI.create("k8s:test"), "t", Clock.systemUTC().instant());
    return camel
        .createProducerTemplate()
        .send(
            endpoint,
            exchange -> {
              exchange.setProperty(Walk.DISPATCH, dispatch);
              exchange.getMessage().setBody(run);
            });
  }

  private static RunObserver hearsKill(Consumer<Runnable> given) {
    return new RunObserver() {
      @Override
      public void starting(Runnable kill) {
        given.accept(kill);
      }

      @Override
      public void output(Stream stream, byte[] chunk) {}
    };
  }
}
