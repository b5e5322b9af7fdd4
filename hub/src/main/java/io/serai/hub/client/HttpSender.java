package io.serai.hub.client;

import io.serai.hub.config.HubConfig;
import io.serai.hub.config.PemPair;
import io.serai.hub.tls.ClientTls;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Sends jobs to {@code POST /execute}. */
public final class HttpSender implements JobSender {

  private final HttpClient client;
  private final HttpRequest.Builder execute;

  /**
   * Sends to a hub of the given configuration, and believes the certificate that it names.
   *
   * @param credential a key or token to show; absent where none is needed
   */
  public HttpSender(HubConfig.Http hub, @Nullable String credential) {
    execute =
        HttpRequest.newBuilder(hub.address().resolve("/execute"))
            .header("Content-Type", "application/json");
    if (credential != null) {
      execute.header("Authorization", "Bearer " + credential);
    }
    HttpClient.Builder builder = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1);
    if (hub.tls().enabled()) {
      builder.sslContext(
          ClientTls.context("serai.http.tls", hub.tls().certificate(), new PemPair("", "")));
    }
    this.client = builder.build();
  }

  @Override
  public CompletableFuture<Answer> send(byte[] job) {
    HttpRequest request = execute.copy().POST(BodyPublishers.ofByteArray(job)).build();
    return client
        .sendAsync(request, BodyHandlers.ofByteArray())
        .thenApply(HttpResponse::body)
        .thenApply(Answer::read);
  }

  @Override
  public void close() {
    // The client has no connections of its own to close before JDK 21; idle ones time out.
  }
}
