package io.serai.hub.server;

import io.serai.hub.config.HttpLimits;
import io.serai.hub.config.HubConfig;
import io.serai.hub.config.PemPair;
import io.serai.hub.embedded.Ports;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter;
import org.apache.camel.impl.DefaultCamelContext;

/** A listener with three paths of its own: one answers, one never does, one answers a lot. */
final class ListenerFixture implements AutoCloseable {

  static final int MAX_BODY = 100_000;
  static final Duration PATIENCE = Duration.ofSeconds(2);
  static final int MOST_CONNECTIONS = 8;

  private static final int CHUNK = 64 << 10;

  final HttpListener listener;
  final int port = Ports.free();
  private final DefaultCamelContext context = new DefaultCamelContext();
  private final Vertx vertx = Vertx.vertx();

  ListenerFixture(PemPair tls) throws Exception {
    HubConfig.Http config =
        new HubConfig.Http(
            true,
            "127.0.0.1",
            port,
            1,
            tls,
            new HttpLimits(100, MOST_CONNECTIONS, PATIENCE, 1_024));
    listener = new HttpListener(config, MAX_BODY);
    context.getRegistry().bind("vertx", vertx);
    listener.join(context);
    context.start();
    VertxPlatformHttpRouter router =
        VertxPlatformHttpRouter.lookup(
            context, VertxPlatformHttpRouter.getRouterNameFromPort(port));
    router.route("/echo").handler(BodyHandler.create(false).setBodyLimit(MAX_BODY));
    router.route("/echo").handler(ListenerFixture::echo);
    router.route("/never").handler(request -> {});
    router.route("/much").handler(request -> pour(request.response().setChunked(true)));
    listener.open();
  }

  private static void echo(RoutingContext request) {
    Buffer body = request.body().buffer();
    request.response().end("echo:" + (body == null ? 0 : body.length()));
  }

  /** As much as is taken, for ever. */
  private static void pour(HttpServerResponse response) {
    while (!response.writeQueueFull()) {
      var unused = response.write(Buffer.buffer(new byte[CHUNK]));
    }
    response.drainHandler(drained -> pour(response));
  }

  Socket connect() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(20_000);
    return socket;
  }

  /** Everything that comes back for these bytes, until the server hangs up. */
  String exchange(String request) throws IOException {
    try (Socket socket = connect()) {
      send(socket, request);
      return rest(socket);
    }
  }

  static void send(Socket socket, String text) throws IOException {
    OutputStream out = socket.getOutputStream();
    out.write(text.getBytes(StandardCharsets.ISO_8859_1));
    out.flush();
  }

  static String rest(Socket socket) throws IOException {
    return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    context.stop();
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }
}
