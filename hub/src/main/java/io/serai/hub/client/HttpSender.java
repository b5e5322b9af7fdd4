package io.serai.hub.client;

import io.serai.hub.config.HubConfig;
import io.serai.hub.config.PemPair;
import io.serai.hub.tls.ClientTls;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.CompletableFuture;

/** Sends jobs to {@code POST /execute}. */
public final class HttpSender implements JobSender {

  private final HttpClient client;
  private final URI execute;

  /** Sends to a hub of the given configuration, and believes the certificate that it names. */
  public HttpSender(HubConfig.Http hub) {
    this.execute = hub.address().resolve("/execute");
    HttpClient.Builder builder = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1);
    if (hub.tls().enabled()) {
      builder.sslContext(
          ClientTls.context("serai.http.tls", hub.tls().certificate(), new PemPair("", "")));
    }
    this.client = builder.build();
  }

  @Override
  public CompletableFuture<Answer> send(byte[] job) {
    HttpRequest request =
        HttpRequest.newBuilder(execute)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofByteArray(job))
            .build();
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
