package io.serai.hub.callback;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.serai.address.Resolver;
import io.serai.policy.CallbackPolicy;
import io.serai.replies.Undeliverable;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import io.vertx.core.net.TrustOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Posts callbacks. A connection is made to an address that has been checked, TLS is held against
 * the name, no redirect is followed, no connection is used twice, and neither a receiver that is
 * slow nor one that does not stop answering holds a post for longer than a bounded time.
 * Thread-safe.
 */
public final class CallbackSender implements AutoCloseable {

  private static final int CONNECT_MS = 5_000;
  private static final int MANY = 1_000;
  private static final long ANSWER_BYTES = 64 * 1024;
  private static final long CLOSE_SECONDS = 5;
  private static final int GONE = 410;

  private final Receivers receivers;
  private final @Nullable TrustOptions trust;
  private final Duration deadline;
  private final Object lock = new Object();

  @GuardedBy("lock")
  private @Nullable Vertx vertx;

  @GuardedBy("lock")
  private @Nullable HttpClient client;

  /** A sender that asks the system's resolver, and trusts whom the JDK trusts. */
  public CallbackSender(Supplier<CallbackPolicy> policy) {
    this(InetAddress::getAllByName, policy, null, Duration.ofSeconds(15));
  }

  CallbackSender(
      Resolver resolver,
      Supplier<CallbackPolicy> policy,
      @Nullable TrustOptions trust,
      Duration deadline) {
    this.receivers = new Receivers(resolver, policy);
    this.trust = trust;
    this.deadline = deadline;
  }

  /**
   * Posts a callback; returns when its receiver has taken it.
   *
   * @throws IOException when it was not taken this time
   * @throws Undeliverable when it never may be, or its receiver wants no more
   */
  public void post(CallbackRequest request) throws IOException, InterruptedException {
    InetAddress address = receivers.choose(request.url());
    int status = exchange(request, address);
    if (status == GONE) {
      throw new Undeliverable("callback-gone", "receiver answered 410, that it wants no more");
    }
    if (status < 200 || status > 299) {
      throw new IOException("receiver answered " + status);
    }
  }

  private int exchange(CallbackRequest request, InetAddress address)
      throws IOException, InterruptedException {
    AtomicReference<@Nullable HttpClientRequest> open = new AtomicReference<>();
    Future<Integer> answer =
        client()
            .request(options(request, address))
            .onSuccess(open::set)
            .compose(connected -> answer(connected, request));
    try {
      return answer
          .toCompletionStage()
          .toCompletableFuture()
          .get(deadline.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new IOException("receiver took longer than " + deadline.toSeconds() + " s");
    } catch (ExecutionException e) {
      throw new IOException("receiver could not be reached; " + reason(e), e.getCause());
    } finally {
      HttpClientRequest connected = open.get();
      if (connected != null) {
        var unused = connected.connection().close();
      }
    }
  }

  /** All of it on the client's loop: elsewhere an answer could be over before it is looked at. */
  private static Future<Integer> answer(HttpClientRequest connected, CallbackRequest request) {
    return connected.send(Buffer.buffer(request.body())).compose(CallbackSender::status);
  }

  /** What failed first: the layers around it only say that something did. */
  private static String reason(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return String.valueOf(root.getMessage());
  }

  private static RequestOptions options(CallbackRequest request, InetAddress address) {
    String host = request.url().destination().host();
    int port = request.url().destination().port();
    RequestOptions options =
        new RequestOptions()
            .setMethod(HttpMethod.POST)
            .setServer(SocketAddress.inetSocketAddress(port, address.getHostAddress()))
            .setHost(host.contains(":") ? "[" + host + "]" : host)
            .setPort(port)
            .setSsl(request.url().https())
            .setURI(request.url().target())
            .setFollowRedirects(false);
    request.headers().forEach(options::putHeader);
    return options;
  }

  /** The status, once the answer is whole or has been long enough. */
  private static Future<Integer> status(HttpClientResponse response) {
    Promise<Integer> status = Promise.promise();
    long[] bytes = {0};
    response
        .handler(
            part -> {
              bytes[0] += part.length();
              if (bytes[0] > ANSWER_BYTES) {
                status.tryComplete(response.statusCode());
              }
            })
        .endHandler(end -> status.tryComplete(response.statusCode()))
        .exceptionHandler(status::tryFail);
    return status.future();
  }

  /** Made when it is first needed: most hubs post nothing. */
  private HttpClient client() {
    synchronized (lock) {
      if (client == null) {
        vertx =
            Vertx.vertx(
                new VertxOptions()
                    .setEventLoopPoolSize(1)
                    .setWorkerPoolSize(1)
                    .setFileSystemOptions(
                        new FileSystemOptions()
                            .setFileCachingEnabled(false)
                            .setClassPathResolvingEnabled(false)));
        client =
            vertx.createHttpClient(
                new HttpClientOptions()
                    .setConnectTimeout(CONNECT_MS)
                    .setKeepAlive(false)
                    .setMaxPoolSize(MANY)
                    .setVerifyHost(true)
                    .setTrustOptions(trust));
      }
      return client;
    }
  }

  @Override
  public void close() {
    synchronized (lock) {
      if (vertx != null) {
        var unused =
            vertx
                .close()
                .toCompletionStage()
                .toCompletableFuture()
                .completeOnTimeout(null, CLOSE_SECONDS, TimeUnit.SECONDS)
                .join();
      }
    }
  }
}
