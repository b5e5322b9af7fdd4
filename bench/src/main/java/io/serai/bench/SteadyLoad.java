package io.serai.bench;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Sends a job to {@code POST /execute} at a steady pace, whatever becomes of those before. A time
 * counts from when its job was due, so that a hub that stands still is not let off for it.
 */
final class SteadyLoad implements AutoCloseable {

  private static final int MAX_CONNECTIONS = 512;

  /** Less than a hub's patience: it would hang up on a connection just as a job is sent by it. */
  private static final int KEPT_SECONDS = 10;

  private static final long LAST_ANSWERS_SECONDS = 60;
  private static final String SUCCEEDED = "\"status\":\"succeeded\"";

  private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
  private final HttpClient client =
      vertx.createHttpClient(
          new HttpClientOptions()
              .setMaxPoolSize(MAX_CONNECTIONS)
              .setKeepAliveTimeout(KEPT_SECONDS));
  private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
  private final int port;
  private final Buffer job;
  private final AtomicInteger sent = new AtomicInteger();
  private final long startedAt = System.nanoTime();

  /** When those were due that have no answer yet, by their number. */
  private final Map<Integer, Long> unanswered = new ConcurrentHashMap<>();

  private final Queue<String> failures = new ConcurrentLinkedQueue<>();
  private volatile Queue<Long> nanos = new ConcurrentLinkedQueue<>();

  /**
   * Begins to send.
   *
   * @param perSecond how many jobs a second
   */
  SteadyLoad(int port, String job, int perSecond) {
    this.port = port;
    this.job = Buffer.buffer(job);
    var unused =
        clock.scheduleAtFixedRate(
            this::send, 0, TimeUnit.SECONDS.toNanos(1) / perSecond, TimeUnit.NANOSECONDS);
  }

  private void send() {
    long dueAt = System.nanoTime();
    Queue<Long> window = nanos;
    int number = sent.incrementAndGet();
    unanswered.put(number, dueAt);
    client
        .request(HttpMethod.POST, port, "127.0.0.1", "/execute")
        .compose(request -> answer(request, dueAt, window))
        .onFailure(failure -> failures.add(String.valueOf(failure)))
        .onComplete(done -> unanswered.remove(number));
  }

  /** All of it on the client's loop: elsewhere a body could be over before it is asked for. */
  private Future<Buffer> answer(HttpClientRequest request, long dueAt, Queue<Long> window) {
    return request
        .putHeader("Content-Type", "application/json")
        .send(job)
        .compose(
            response ->
                response
                    .body()
                    .onSuccess(
                        body -> note(response.statusCode(), body.toString(), dueAt, window)));
  }

  private void note(int status, String body, long dueAt, Queue<Long> window) {
    window.add(System.nanoTime() - dueAt);
    if (status != 200 || !body.contains(SUCCEEDED)) {
      failures.add(status + " " + body);
    }
  }

  /** The times of the jobs sent since this was last called. */
  Percentiles sinceLast() {
    Queue<Long> window = nanos;
    nanos = new ConcurrentLinkedQueue<>();
    return new Percentiles(window.stream().mapToLong(Long::longValue).toArray());
  }

  /** Sends no more, and waits for the last answers. */
  void stop() throws InterruptedException {
    clock.shutdown();
    for (int i = 0; i < 10 * LAST_ANSWERS_SECONDS && !unanswered.isEmpty(); i++) {
      TimeUnit.MILLISECONDS.sleep(100);
    }
  }

  /** How many jobs were sent. */
  int sent() {
    return sent.get();
  }

  /** What was not answered with success, one line each. */
  List<String> failures() {
    List<String> all = new ArrayList<>(failures);
    unanswered.forEach(
        (number, dueAt) ->
            all.add(
                String.format(
                    Locale.ROOT,
                    "job %d of %d, due after %.1f s, was not answered",
                    number,
                    sent.get(),
                    (dueAt - startedAt) / 1e9)));
    return all;
  }

  @Override
  public void close() {
    clock.shutdownNow();
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }
}
