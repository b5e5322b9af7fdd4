package io.serai.hub.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.serai.hub.config.PemPair;
import io.serai.hub.tls.ClientTls;
import io.serai.json.Json;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** The HTTP API of a hub, called and waited for. */
public final class HubClient {

  private static final int READY_TRIES = 300;
  private static final long READY_PAUSE_MS = 100;

  private final HttpClient client;
  private final URI hub;
  private final @Nullable String credential;

  /** Calls the hub at the given address, without credentials. */
  public HubClient(URI hub) {
    this(hub, "");
  }

  /**
   * Calls the hub at the given address, without credentials.
   *
   * @param ca PEM file of the authority to believe; empty means those that this JVM trusts
   */
  public HubClient(URI hub, String ca) {
    this(hub, ca, null);
  }

  /**
   * Calls the hub at the given address.
   *
   * @param ca PEM file of the authority to believe; empty means those that this JVM trusts
   * @param credential a key or token to show; absent where none is needed
   */
  public HubClient(URI hub, String ca, @Nullable String credential) {
    this.hub = hub;
    this.credential = credential;
    HttpClient.Builder builder = HttpClient.newBuilder();
    if (!ca.isEmpty()) {
      builder.sslContext(ClientTls.context("--ca", ca, new PemPair("", "")));
    }
    this.client = builder.build();
  }

  /**
   * What the hub answered.
   *
   * @param status the HTTP status
   * @param body JSON, or a text where the hub answers with one; missing where there was none
   */
  public record Response(int status, JsonNode body) {

    /** Whether the hub did what it was asked to. */
    public boolean successful() {
      return status < 300;
    }
  }

  /** Runs a job, and waits for its result. */
  public Response execute(JsonNode job) throws InterruptedException {
    return call("POST", "/execute", job);
  }

  /** Submits a job, without waiting for it. */
  public Response submit(JsonNode job) throws InterruptedException {
    return call("POST", "/v1/jobs", job);
  }

  /** Reads what is at the given path. */
  public Response get(String path) throws InterruptedException {
    return call("GET", path, null);
  }

  /** Asks for something to be done to what is at the given path. */
  public Response post(String path) throws InterruptedException {
    return call("POST", path, null);
  }

  /** The same, with a document that says more. */
  public Response post(String path, JsonNode document) throws InterruptedException {
    return call("POST", path, document);
  }

  /** Removes what is at the given path. */
  public Response delete(String path) throws InterruptedException {
    return call("DELETE", path, null);
  }

  /** Cancels a job. */
  public Response cancel(String id) throws InterruptedException {
    return delete("/v1/jobs/" + id);
  }

  /**
   * Waits until the hub is ready: an ingress may start a moment later than the rest.
   *
   * @throws IllegalStateException when it is not within half a minute
   */
  public void awaitReady() throws InterruptedException {
    for (int i = 0; i < READY_TRIES; i++) {
      if (get("/readyz").successful()) {
        return;
      }
      TimeUnit.MILLISECONDS.sleep(READY_PAUSE_MS);
    }
    throw new IllegalStateException("hub at '" + hub + "' is not ready; GET /readyz says why");
  }

  private Response call(String method, String path, @Nullable JsonNode body)
      throws InterruptedException {
    BodyPublisher content =
        body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body.toString());
    HttpRequest.Builder request =
        HttpRequest.newBuilder(hub.resolve(path))
            .header("Content-Type", "application/json")
            .method(method, content);
    if (credential != null) {
      request.header("Authorization", "Bearer " + credential);
    }
    try {
      HttpResponse<byte[]> response = client.send(request.build(), BodyHandlers.ofByteArray());
      return new Response(response.statusCode(), body(response));
    } catch (ConnectException e) {
      throw new IllegalStateException(
          "hub at '" + hub + "' does not answer; start one with ./serai run, or name it with --url",
          e);
    } catch (SSLException e) {
      throw new IllegalStateException(
          "hub at '" + hub + "' is not believed; name its authority with --ca: " + e.getMessage(),
          e);
    } catch (IOException e) {
      throw new IllegalStateException("hub at '" + hub + "' broke off; " + e.getMessage(), e);
    }
  }

  private static JsonNode body(HttpResponse<byte[]> response) throws IOException {
    byte[] answer = response.body();
    if (response.headers().firstValue("Content-Type").orElse("").startsWith("text/")) {
      return TextNode.valueOf(new String(answer, StandardCharsets.UTF_8));
    }
    return answer.length == 0 ? MissingNode.getInstance() : Json.MAPPER.readTree(answer);
  }
}
