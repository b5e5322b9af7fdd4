package io.serai.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;

/** What a hub counts, as it says on {@code GET /metrics}. */
final class MetricsPage {

  private final HttpClient client = HttpClient.newHttpClient();
  private final HttpRequest request;

  /** The page of the hub on a port of this machine. */
  MetricsPage(int port) {
    request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/metrics")).build();
  }

  /** The sum of all series whose lines begin so. */
  long sum(String series) throws IOException, InterruptedException {
    return Math.round(
        client
            .send(request, BodyHandlers.ofString())
            .body()
            .lines()
            .filter(line -> line.startsWith(series))
            .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
            .sum());
  }
}
