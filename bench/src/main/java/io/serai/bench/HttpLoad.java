package io.serai.bench;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Sends a job to {@code POST /execute}, on each connection when the one before is answered. */
final class HttpLoad implements AutoCloseable {

  private static final int MAX_CONNECTIONS = 512;
  private static final int MAX_SAMPLES = 2_000_000;
  private static final String SUCCEEDED = "\"status\":\"succeeded\"";
  private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
  private final HttpClient client =
      vertx.createHttpClient(
          new HttpClientOptions().setMaxPoolSize(MAX_CONNECTIONS).setKeepAlive(true));

  /** The load of one job on one hub; it fails when any request is not answered with 200. */
  Load of(int port, String job) {
    return (connections, seconds) ->
        new Round(port, Buffer.buffer(job), connections, TimeUnit.SECONDS.toNanos(seconds)).run();
  }

  /** One load. All of it but {@link #run} is on one event loop. */
  private final class Round {

    private final Buffer job;
    private final int port;
    private final int connections;
    private final long lastsNanos;
    private final CountDownLatch open;
    private final long[] nanos = new long[MAX_SAMPLES];
    private int answered;
    private String failure = "";
    private long startedAt;

    Round(int port, Buffer job, int connections, long lastsNanos) {
      this.job = job;
      this.port = port;
      this.connections = connections;
      this.lastsNanos = lastsNanos;
      this.open = new CountDownLatch(connections);
    }

    Load.Measured run() throws InterruptedException {
      startedAt = System.nanoTime();
      var loop = vertx.getOrCreateContext();
      for (int i = 0; i < connections; i++) {
        loop.runOnContext(unused -> next());
      }
      open.await();
      double took = System.nanoTime() - startedAt;
      if (!failure.isEmpty()) {
        throw new IllegalStateException("load on port " + port + " failed; " + failure);
      }
      return new Load.Measured(
          answered * 1e9 / took, new Percentiles(Arrays.copyOf(nanos, answered)));
    }

    private void next() {
      long sentAt = System.nanoTime();
      if ((answered > 0 && sentAt - startedAt > lastsNanos)
          || answered == MAX_SAMPLES
          || !failure.isEmpty()) {
        open.countDown();
        return;
      }
      client
          .request(HttpMethod.POST, port, "127.0.0.1", "/execute")
          .compose(request -> request.putHeader("Content-Type", "application/json").send(job))
          .compose(response -> response.body().map(body -> answered(response, body, sentAt)))
          .onComplete(
              done -> {
                if (done.failed()) {
                  failure = String.valueOf(done.cause());
                }
                next();
              });
    }

    private Buffer answered(HttpClientResponse response, Buffer body, long sentAt) {
      if (response.statusCode() != 200 || !body.toString().contains(SUCCEEDED)) {
        failure = response.statusCode() + " " + body;
      } else {
        nanos[answered++] = System.nanoTime() - sentAt;
      }
      return body;
    }
  }

  @Override
  public void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }
}
