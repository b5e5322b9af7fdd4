package io.serai.hub.remote;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.serai.fleet.Dispatch;
import io.serai.fleet.NodeReport;
import io.serai.fleet.Occupancy;
import io.serai.hub.config.HubConfig;
import io.serai.hub.config.PemPair;
import io.serai.hub.contract.ExecuteRequest;
import io.serai.hub.threads.HubThreads;
import io.serai.hub.tls.ClientTls;
import io.serai.json.Json;
import io.serai.sandbox.NeverRanException;
import io.serai.sandbox.Run;
import io.serai.sandbox.RunObserver;
import io.serai.sandbox.RunResult;
import io.serai.sandbox.SandboxException;
import io.serai.sandbox.UnknownOutcomeException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.function.Consumer;

/**
 * Runs jobs on nodes, each at most once, and finds out what became of those it lost sight of. Shows
 * the hub's certificate, and believes nodes that the same authority vouches for. Thread-safe.
 */
public final class NodeClient implements AutoCloseable {

  private static final Duration CONNECT = Duration.ofSeconds(2);
  private static final Duration REPORT = Duration.ofSeconds(1);
  private static final int LARGEST_REPORT = 1 << 20;

  private final ExecutorService threads = HubThreads.perTask("node-client");
  private final HttpClient http;

  /**
   * A client.
   *
   * @param tls the hub's certificate, and the authority of the nodes; not enabled for a hub whose
   *     nodes all are behind fronts
   * @throws IllegalStateException when a file of it cannot be read
   */
  public NodeClient(HubConfig.Tls tls) {
    // Not HTTP/2: one connection that breaks would take all runs on its node with it.
    HttpClient.Builder client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(CONNECT)
            .executor(threads);
    if (tls.enabled()) {
      PemPair own = new PemPair(tls.certificate(), tls.key());
      client.sslContext(ClientTls.context("serai.tls", tls.ca(), own));
    }
    http = client.build();
  }

  /** The same, to one node that streams. */
  public RunResult run(
      Dispatch dispatch, String provider, Run run, RunObserver observer, RequestSigner signer)
      throws InterruptedException {
    return run(dispatch, provider, run, observer, Approach.with(signer), unheard -> {});
  }

  /**
   * Runs on a node, and waits for the end.
   *
   * @param observer hears what is heard; what is lost of the output is in the result all the same
   * @param told hears how full the node says it is
   * @throws NeverRanException when the run was not started and never will be
   * @throws UnknownOutcomeException when nobody can say now
   * @throws SandboxException when the node's sandbox failed
   * @throws InterruptedException when interrupted; the node has been told to stop the run
   */
  public RunResult run(
      Dispatch dispatch,
      String provider,
      Run run,
      RunObserver observer,
      Approach approach,
      Consumer<Occupancy> told)
      throws InterruptedException {
    return call(dispatch, observer, approach, told)
        .send(body(new ExecuteRequest(dispatch.runId(), provider, run)));
  }

  /** The same, of one node that streams. */
  public RunResult resume(Dispatch dispatch, RunObserver observer, RequestSigner signer)
      throws InterruptedException {
    return resume(dispatch, observer, Approach.with(signer), unheard -> {});
  }

  /** Waits for the end of a run that was sent before, perhaps by another hub; throws as a run. */
  public RunResult resume(
      Dispatch dispatch, RunObserver observer, Approach approach, Consumer<Occupancy> told)
      throws InterruptedException {
    return call(dispatch, observer, approach, told).resume();
  }

  private RunCall call(
      Dispatch dispatch, RunObserver observer, Approach approach, Consumer<Occupancy> told) {
    NodeRequests requests = new NodeRequests(http, dispatch, approach);
    return new RunCall(dispatch, approach, observer, requests, told);
  }

  private static byte[] body(ExecuteRequest request) {
    try {
      return Json.MAPPER.writeValueAsBytes(request);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("run could not be written", e);
    }
  }

  /** What a node says of itself; fails when it does not answer within a second. */
  CompletableFuture<NodeReport> report(URI node) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(node.toString().replaceAll("/+$", "") + "/v1/node"))
            .timeout(REPORT)
            .build();
    return http.sendAsync(request, BodyHandlers.ofByteArray()).thenApply(NodeClient::report);
  }

  private static NodeReport report(HttpResponse<byte[]> answer) {
    try {
      if (answer.statusCode() != 200 || answer.body().length > LARGEST_REPORT) {
        throw new IOException("answer is no report; status " + answer.statusCode());
      }
      return Wire.read(answer.body(), NodeReport.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
