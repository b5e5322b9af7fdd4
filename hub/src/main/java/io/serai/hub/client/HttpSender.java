package io.serai.hub.client;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.CompletableFuture;

/** Sends jobs to {@code POST /execute}. */
public final class HttpSender implements JobSender {

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final URI execute;

  /** Sends to the hub at the given address. */
  public HttpSender(URI hub) {
    this.execute = hub.resolve("/execute");
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
