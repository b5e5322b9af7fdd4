package io.serai.hub.remote;

import io.serai.fleet.Dispatch;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLHandshakeException;

/** The requests of one run to its node, signed. */
final class NodeRequests {

  /** Nothing was sent, because no connection came about. */
  static final class UnreachableException extends IOException {

    private static final long serialVersionUID = 1L;

    UnreachableException(Throwable cause) {
      super(words(cause), cause);
    }
  }

  private static final Duration INQUIRY = Duration.ofSeconds(2);

  private final HttpClient http;
  private final Dispatch dispatch;
  private final Approach approach;

  NodeRequests(HttpClient http, Dispatch dispatch, Approach approach) {
    this.http = http;
    this.dispatch = dispatch;
    this.approach = approach;
  }

  /**
   * Sends a run.
   *
   * @param silence how long the head of the answer may take
   * @throws UnreachableException when nothing was sent
   * @throws IOException when the run may have been sent
   */
  HttpResponse<Flow.Publisher<List<ByteBuffer>>> post(byte[] body, Duration silence)
      throws IOException, InterruptedException {
    Map<String, String> headers = new TreeMap<>();
    headers.put("Content-Type", "application/json");
    headers.put(
        "Accept", approach.streams() ? "text/event-stream, application/json" : "application/json");
    if (approach.within() != null) {
      headers.putAll(approach.within().headers());
    }
    HttpRequest request = request("POST", "/execute", headers, body).build();
    return await(http.sendAsync(request, BodyHandlers.ofPublisher()), silence);
  }

  /** Asks what became of the run. */
  HttpResponse<byte[]> inquire() throws IOException, InterruptedException {
    return await(send("GET"), INQUIRY);
  }

  /** Has the run stopped, and waits for the answer. */
  HttpResponse<byte[]> cancel() throws IOException, InterruptedException {
    return await(send("DELETE"), INQUIRY);
  }

  /** Has the run stopped; returns at once. */
  CompletableFuture<HttpResponse<byte[]>> cancelLater() {
    try {
      return send("DELETE");
    } catch (SigningException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private CompletableFuture<HttpResponse<byte[]>> send(String method) {
    HttpRequest request =
        request(method, "/v1/runs/" + dispatch.runId(), new TreeMap<>(), new byte[0])
            .timeout(INQUIRY)
            .build();
    return http.sendAsync(request, BodyHandlers.ofByteArray());
  }

  private HttpRequest.Builder request(
      String method, String path, Map<String, String> headers, byte[] body) {
    URI address = URI.create(dispatch.address().toString().replaceAll("/+$", "") + path);
    headers.putAll(approach.signer().sign(method, address, Map.copyOf(headers), body));
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address)
            .method(
                method,
                body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
    headers.forEach(
        (name, value) -> {
          // The client sets it itself, and lets nobody else.
          if (!name.equalsIgnoreCase("host")) {
            request.setHeader(name, value);
          }
        });
    return request;
  }

  private static <T> T await(CompletableFuture<T> answer, Duration atMost)
      throws IOException, InterruptedException {
    try {
      return answer.get(atMost.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new ByteFeed.SilentException(atMost);
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw neverConnected(cause) ? new UnreachableException(cause) : new IOException(words(cause));
    } finally {
      answer.cancel(true);
    }
  }

  /** Some failures of a network have a name and nothing to say. */
  private static String words(Throwable cause) {
    String message = cause.getMessage();
    return message == null ? cause.getClass().getSimpleName() : message;
  }

  private static boolean neverConnected(Throwable failure) {
    for (Throwable each = failure; each != null; each = each.getCause()) {
      if (each instanceof ConnectException
          || each instanceof HttpConnectTimeoutException
          || each instanceof UnknownHostException
          || each instanceof SSLHandshakeException) {
        return true;
      }
    }
    return false;
  }
}
