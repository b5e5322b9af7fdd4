package io.serai.hub.server;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.serai.hub.config.HubConfig;
import io.serai.hub.tls.ServerIdentity;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.impl.VertxHttpRequestDecoder;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.SSLOptions;
import io.vertx.core.net.impl.ConnectionBase;
import java.net.SocketAddress;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServerConfiguration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The server behind {@code platform-http}. Camel's own takes no limits, no second certificate, and
 * listens before the handlers of its router are there: this one listens when it is told to.
 */
public final class HttpListener extends VertxPlatformHttpServer {

  private static final Logger LOG = LoggerFactory.getLogger(HttpListener.class);
  private static final Set<String> PROTOCOLS = Set.of("TLSv1.3", "TLSv1.2");

  /** Forward secrecy and authenticated encryption, as RFC 9325 recommends. */
  private static final List<String> SUITES =
      List.of(
          "TLS_AES_256_GCM_SHA384",
          "TLS_AES_128_GCM_SHA256",
          "TLS_CHACHA20_POLY1305_SHA256",
          "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
          "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
          "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
          "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
          "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
          "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256");

  private static final long HANDSHAKE_SECONDS = 10;

  private final HubConfig.Http config;
  private final VertxPlatformHttpServerConfiguration configuration;
  private final HttpServerOptions options;
  private final ConnectionCount connections;
  private volatile @Nullable ServerIdentity identity;
  private volatile @Nullable HttpServer listening;

  /**
   * A server that does not listen yet.
   *
   * @param config where it binds, what it shows and bears
   * @param maxBodyBytes the largest request body
   * @throws IllegalStateException when its certificate or key cannot be used
   */
  public HttpListener(HubConfig.Http config, long maxBodyBytes) {
    this(config, configuration(config, maxBodyBytes));
  }

  private HttpListener(HubConfig.Http config, VertxPlatformHttpServerConfiguration configuration) {
    super(configuration);
    this.config = config;
    this.configuration = configuration;
    this.connections = new ConnectionCount(config.limits());
    this.options =
        new HttpServerOptions()
            .setHost(config.host())
            .setPort(config.port())
            .setMaxInitialLineLength(HeadRules.MAX_LINE)
            .setMaxHeaderSize(HeadRules.MAX_HEADERS)
            .setHttp2ClearTextEnabled(false)
            .setUseAlpn(false)
            .setSslHandshakeTimeout(HANDSHAKE_SECONDS)
            .setSslHandshakeTimeoutUnit(TimeUnit.SECONDS);
    if (config.tls().enabled()) {
      ServerIdentity read = ServerIdentity.read(config.tls());
      identity = read;
      SUITES.forEach(options::addEnabledCipherSuite);
      options
          .setSsl(true)
          .setKeyCertOptions(pem(read))
          .setEnabledSecureTransportProtocols(PROTOCOLS);
    }
  }

  private static VertxPlatformHttpServerConfiguration configuration(
      HubConfig.Http config, long maxBodyBytes) {
    VertxPlatformHttpServerConfiguration configuration = new VertxPlatformHttpServerConfiguration();
    configuration.setBindHost(config.host());
    configuration.setBindPort(config.port());
    configuration.setMaxBodySize(maxBodyBytes);
    configuration.getBodyHandler().setHandleFileUploads(false);
    return configuration;
  }

  /**
   * Becomes the server of a context's routes, with the {@code vertx} of its registry. They find its
   * router; it listens when it is opened, and closes with the context.
   *
   * @throws IllegalStateException when it cannot be made
   */
  public void join(CamelContext context) {
    try {
      context.addService(this, true, true);
    } catch (Exception e) {
      throw new IllegalStateException("HTTP server cannot be made; " + e.getMessage(), e);
    }
  }

  /** Camel's consumers learn from the registry on which port, and so by which router, they are. */
  @Override
  protected void initializeServer() {
    getCamelContext().getRegistry().bind("httpServerConfiguration", configuration);
    super.initializeServer();
  }

  /** Does nothing: what comes before {@link #open} finds nobody listening. */
  @Override
  protected void startServer() {}

  /**
   * Begins to listen, once the router has all its handlers.
   *
   * @throws IllegalStateException when it cannot bind
   */
  public void open() {
    HttpServer server =
        getVertx()
            .createHttpServer(options)
            .connectionHandler(this::guard)
            .requestHandler(
                VertxPlatformHttpRouter.lookup(
                    getCamelContext(),
                    VertxPlatformHttpRouter.getRouterNameFromPort(config.port())));
    try {
      server.listen().toCompletionStage().toCompletableFuture().join();
    } catch (CompletionException e) {
      throw new IllegalStateException(
          "address '"
              + config.host()
              + ":"
              + config.port()
              + "' cannot be bound ("
              + e.getCause()
              + "); stop what uses it, or set serai.http.port",
          e);
    }
    listening = server;
  }

  private void guard(HttpConnection connection) {
    ChannelHandlerContext handler = ((ConnectionBase) connection).channelHandlerContext();
    SocketAddress peer = handler.channel().remoteAddress();
    if (!connections.admit(peer)) {
      var unused = handler.close();
      return;
    }
    handler.channel().closeFuture().addListener(closed -> connections.leave(peer));
    ChannelPipeline pipeline = handler.pipeline();
    pipeline.replace(
        VertxHttpRequestDecoder.class, "httpDecoder", new StrictRequestDecoder(options));
    pipeline.addBefore(
        handler.name(), "guard", new ConnectionGuard(config.limits(), System::nanoTime));
  }

  /** Shows the certificate that the files hold now, where it is another; a bad one is left. */
  public void renew() {
    HttpServer server = listening;
    if (server == null || !config.tls().enabled()) {
      return;
    }
    try {
      ServerIdentity now = ServerIdentity.read(config.tls());
      if (now.equals(identity)) {
        return;
      }
      SSLOptions shown = new SSLOptions(options.getSslOptions()).setKeyCertOptions(pem(now));
      server.updateSSLOptions(shown).toCompletionStage().toCompletableFuture().join();
      identity = now;
      LOG.info("HTTP server shows a new certificate, valid until {}", now.expires());
    } catch (IllegalStateException | CompletionException e) {
      LOG.warn("HTTP server keeps its certificate: {}", e.getMessage());
    }
  }

  private static PemKeyCertOptions pem(ServerIdentity identity) {
    return new PemKeyCertOptions()
        .addCertValue(Buffer.buffer(identity.certificate()))
        .addKeyValue(Buffer.buffer(identity.key()));
  }

  @Override
  protected void stopServer() {
    HttpServer server = listening;
    if (server != null) {
      server.close().toCompletionStage().toCompletableFuture().join();
    }
  }
}
