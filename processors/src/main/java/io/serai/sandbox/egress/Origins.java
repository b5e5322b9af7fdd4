package io.serai.sandbox.egress;

import io.serai.job.Destination;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;

/** Connects to what jobs reach: by address, never by name. */
class Origins {

  private static final int CONNECT_MS = 10_000;
  private static final int MANY = 10_000;
  private static final int HEADER_BYTES = 64 * 1024;

  private final NetClient tunnels;
  private final HttpClient requests;

  Origins(Vertx vertx) {
    tunnels =
        vertx.createNetClient(
            new NetClientOptions().setConnectTimeout(CONNECT_MS).setTcpKeepAlive(true));
    // No connection is kept: it would be handed on from one tenant's job to another's.
    requests =
        vertx.createHttpClient(
            new HttpClientOptions()
                .setConnectTimeout(CONNECT_MS)
                .setKeepAlive(false)
                .setMaxPoolSize(MANY)
                .setMaxInitialLineLength(HEADER_BYTES)
                .setMaxHeaderSize(HEADER_BYTES));
  }

  HttpClient requests() {
    return requests;
  }

  Future<NetSocket> connect(InetAddress address, int port) {
    return tunnels.connect(at(address, port));
  }

  Future<HttpClientRequest> request(InetAddress address, Destination destination) {
    String host = destination.host();
    return requests.request(
        new RequestOptions()
            .setServer(at(address, destination.port()))
            .setHost(host.contains(":") ? "[" + host + "]" : host)
            .setPort(destination.port()));
  }

  private static SocketAddress at(InetAddress address, int port) {
    return SocketAddress.inetSocketAddress(port, address.getHostAddress());
  }
}
