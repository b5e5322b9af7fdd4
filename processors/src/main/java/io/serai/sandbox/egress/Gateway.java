package io.serai.sandbox.egress;

import io.serai.address.Resolver;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.SocketAddress;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** The proxy and the one event loop on which it and all connections to it live. */
final class Gateway implements AutoCloseable {

  private static final int RESOLVERS = 8;
  private static final long CLOSE_SECONDS = 5;

  private final Vertx vertx;
  private final Context loop;
  private final Visits visits = new Visits();
  private final NetClient client;
  private final Future<SocketAddress> proxy;

  /**
   * A proxy that listens from now on.
   *
   * @param resolver knows the addresses of names
   * @param origins connects to them
   */
  Gateway(Resolver resolver, Function<Vertx, Origins> origins) {
    vertx =
        Vertx.vertx(
            new VertxOptions()
                .setEventLoopPoolSize(1)
                .setWorkerPoolSize(RESOLVERS)
                .setFileSystemOptions(
                    new FileSystemOptions()
                        .setFileCachingEnabled(false)
                        .setClassPathResolvingEnabled(false)));
    loop = vertx.getOrCreateContext();
    client =
        vertx.createNetClient(
            new NetClientOptions()
                .setSendBufferSize(Stream.WINDOW_BYTES)
                .setReceiveBufferSize(Stream.WINDOW_BYTES));
    proxy =
        new FilteringProxy(vertx, visits, new Addresses(resolver), origins.apply(vertx)).address();
  }

  Context loop() {
    return loop;
  }

  Visits visits() {
    return visits;
  }

  /** Where the proxy listens, once it does. */
  Future<SocketAddress> proxy() {
    return proxy;
  }

  /** A new connection to the proxy. To be asked for on the loop. */
  Future<NetSocket> connect() {
    return proxy.compose(client::connect);
  }

  @Override
  public void close() {
    var unused =
        vertx
            .close()
            .toCompletionStage()
            .toCompletableFuture()
            .completeOnTimeout(null, CLOSE_SECONDS, TimeUnit.SECONDS)
            .join();
  }
}
