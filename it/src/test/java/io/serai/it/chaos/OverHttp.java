package io.serai.it.chaos;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Sends to either hub and waits for the result there; asks again wherever it got none. */
final class OverHttp implements Producer {

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final long AGAIN_MS = 200;

  private final HttpClient client =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
  private final Supplier<List<URI>> hubs;
  private final Answers answers;

  OverHttp(Supplier<List<URI>> hubs, Answers answers) {
    this.hubs = hubs;
    this.answers = answers;
  }

  @Override
  public String ingress() {
    return "http";
  }

  @Override
  public void send(Ticket ticket) throws InterruptedException {
    while (!ask(ticket)) {
      TimeUnit.MILLISECONDS.sleep(AGAIN_MS);
    }
  }

  private boolean ask(Ticket ticket) throws InterruptedException {
    List<URI> there = hubs.get();
    URI hub = there.get(ThreadLocalRandom.current().nextInt(there.size()));
    HttpRequest request =
        HttpRequest.newBuilder(hub)
            .timeout(PATIENCE)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofByteArray(ticket.job()))
            .build();
    try {
      HttpResponse<byte[]> answer = client.send(request, BodyHandlers.ofByteArray());
      if (answer.statusCode() == 200) {
        Answers.Seen seen = Answers.Seen.read("", answer.body());
        answers.heard(
            ticket.key(),
            new Answers.Seen(seen.jobId(), seen.jobId(), seen.status(), seen.stdout()));
        return true;
      }
      if (answer.statusCode() == 502) {
        // The job's own end, as wrong as can be: the report says so.
        answers.heard(ticket.key(), new Answers.Seen("", "", "error", ""));
        return true;
      }
      requireTemporary(answer);
      return false;
    } catch (IOException e) {
      return false;
    }
  }

  /** Only a hub that cannot just now may say no. */
  private static void requireTemporary(HttpResponse<byte[]> answer) {
    if (answer.statusCode() < 500 && answer.statusCode() != 429) {
      throw new IllegalStateException(
          "hub refused a job with "
              + answer.statusCode()
              + ": "
              + new String(answer.body(), java.nio.charset.StandardCharsets.UTF_8));
    }
  }

  @Override
  public void close() {
    // Its connections end with the hubs.
  }
}
