package io.serai.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;

/**
 * What a hub counts, as it says on {@code GET /metrics}. Only one metric is asked for at a time:
 * the whole page, many times a second, would be a load of its own.
 */
final class MetricsPage {

  private final HttpClient client = HttpClient.newHttpClient();
  private final String page;

  /** The page of the hub on a port of this machine. */
  MetricsPage(int port) {
    page = "http://127.0.0.1:" + port + "/metrics?name%5B%5D=";
  }

  /** The sum of all series of a metric whose lines begin so. */
  long sum(String metric, String series) throws IOException, InterruptedException {
    return Math.round(
        client
            .send(
                HttpRequest.newBuilder(URI.create(page + metric)).build(), BodyHandlers.ofString())
            .body()
            .lines()
            .filter(line -> line.startsWith(series))
            .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
            .sum());
  }
}
