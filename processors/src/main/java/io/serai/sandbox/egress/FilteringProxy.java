package io.serai.sandbox.egress;

import io.serai.job.Destination;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.SocketAddress;
import io.vertx.httpproxy.HttpProxy;
import io.vertx.httpproxy.ProxyContext;
import io.vertx.httpproxy.ProxyOptions;
import java.net.InetAddress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An HTTP proxy that knows which job asks, and connects it to what that job may reach: by tunnel
 * (CONNECT) for any protocol, or request by request for plain HTTP.
 */
final class FilteringProxy {

  private static final Logger LOG = LoggerFactory.getLogger(FilteringProxy.class);
  private static final String LOOPBACK = "127.0.0.1";
  private static final int HEADER_BYTES = 64 * 1024;

  private final Vertx vertx;
  private final Visits visits;
  private final Addresses addresses;
  private final Origins origins;
  private final Future<HttpServer> server;

  FilteringProxy(Vertx vertx, Visits visits, Addresses addresses, Origins origins) {
    this.vertx = vertx;
    this.visits = visits;
    this.addresses = addresses;
    this.origins = origins;
    server =
        vertx
            .createHttpServer(
                new HttpServerOptions()
                    .setSendBufferSize(Stream.WINDOW_BYTES)
                    .setReceiveBufferSize(Stream.WINDOW_BYTES)
                    .setHttp2ClearTextEnabled(false)
                    .setHandle100ContinueAutomatically(true)
                    .setMaxInitialLineLength(HEADER_BYTES)
                    .setMaxHeaderSize(HEADER_BYTES))
            .requestHandler(this::handle)
            .listen(0, LOOPBACK);
  }

  /** Where it listens, once it does. */
  Future<SocketAddress> address() {
    return server.map(each -> SocketAddress.inetSocketAddress(each.actualPort(), LOOPBACK));
  }

  private void handle(HttpServerRequest request) {
    Visit visit = visits.from(request.remoteAddress().port());
    if (visit == null) {
      LOG.warn("connection from {} is of no job; refused", request.remoteAddress());
      answer(request, new Refusal(Refusal.FORBIDDEN, "connection is of no job"));
      return;
    }
    try {
      Target target = target(request);
      visit.require(target.destination());
      // Or its body would be gone before there is anyone to send it to.
      request.pause();
      vertx
          .executeBlocking(() -> addresses.choose(target.destination()), false)
          .onSuccess(address -> connect(request, visit, target, address))
          .onFailure(failure -> refuse(request, visit, failure));
    } catch (Refusal refusal) {
      refuse(request, visit, refusal);
    }
  }

  private static Target target(HttpServerRequest request) throws Refusal {
    return HttpMethod.CONNECT.equals(request.method())
        ? Target.ofTunnel(request.uri())
        : Target.ofRequest(request.uri());
  }

  private void connect(HttpServerRequest request, Visit visit, Target target, InetAddress address) {
    if (request.response().closed()) {
      return;
    }
    visit.reached(target.destination());
    if (HttpMethod.CONNECT.equals(request.method())) {
      tunnel(request, visit, target.destination(), address);
    } else {
      forward(request, target, address);
    }
  }

  private void tunnel(
      HttpServerRequest request, Visit visit, Destination destination, InetAddress address) {
    origins
        .connect(address, destination.port())
        .onSuccess(remote -> join(request, remote.pause()))
        .onFailure(failure -> refuse(request, visit, unreachable(destination, failure)));
  }

  private static void join(HttpServerRequest request, NetSocket remote) {
    request
        .toNetSocket()
        .onSuccess(
            local -> {
              local.pipeTo(remote);
              remote.pipeTo(local);
            })
        .onFailure(failure -> remote.close());
  }

  private void forward(HttpServerRequest request, Target target, InetAddress address) {
    HttpProxy.reverseProxy(new ProxyOptions().setSupportWebSocket(false), origins.requests())
        .origin(context -> open(context, target, address))
        .handle(request);
  }

  private Future<HttpClientRequest> open(ProxyContext context, Target target, InetAddress address) {
    HttpServerRequest request = context.request().proxiedRequest();
    context.request().setURI(target.path()).headers().remove(HttpHeaders.EXPECT);
    return origins
        .request(address, target.destination())
        .onSuccess(
            origin -> {
              request.connection().closeHandler(unused -> origin.connection().close());
              if (request.response().closed()) {
                origin.connection().close();
              }
            })
        .onFailure(
            failure ->
                request
                    .response()
                    .setStatusMessage(unreachable(target.destination(), failure).getMessage()));
  }

  private static Refusal unreachable(Destination destination, Throwable failure) {
    LOG.debug("destination could not be reached", failure);
    return new Refusal(Refusal.UNREACHABLE, "'" + destination + "' could not be reached");
  }

  private static void refuse(HttpServerRequest request, Visit visit, Throwable failure) {
    Refusal refusal =
        failure instanceof Refusal known
            ? known
            : new Refusal(Refusal.UNREACHABLE, "proxy failed: " + failure.getClass().getName());
    LOG.warn("job {} was refused a connection: {}", visit.job(), refusal.getMessage());
    answer(request, refusal);
  }

  /** In the status line too, because that is all that clients show of an answer to CONNECT. */
  private static void answer(HttpServerRequest request, Refusal refusal) {
    if (request.response().closed()) {
      return;
    }
    String reason = String.valueOf(refusal.getMessage());
    request
        .resume()
        .response()
        .setStatusCode(refusal.status())
        .setStatusMessage(reason)
        .putHeader(HttpHeaders.CONTENT_TYPE, "text/plain; charset=utf-8")
        .putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE)
        .end(reason + "\n")
        .onComplete(unused -> request.connection().close());
  }
}
