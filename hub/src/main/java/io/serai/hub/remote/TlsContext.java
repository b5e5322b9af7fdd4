package io.serai.hub.remote;

import io.netty.handler.ssl.JdkSslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.serai.hub.config.HubConfig;
import java.io.File;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;

/** What a hub shows of itself, and whom it believes, read from PEM files. */
final class TlsContext {

  private TlsContext() {}

  /**
   * The context of the configured files.
   *
   * @throws IllegalStateException when one cannot be read
   */
  static SSLContext of(HubConfig.Tls tls) {
    try {
      var context =
          SslContextBuilder.forClient()
              .sslProvider(SslProvider.JDK)
              .keyManager(new File(tls.certificate()), new File(tls.key()))
              .trustManager(new File(tls.ca()))
              .build();
      return ((JdkSslContext) context).context();
    } catch (SSLException | IllegalArgumentException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new IllegalStateException(
          "files of serai.tls cannot be used; deploy/certificates makes such: "
              + cause.getMessage(),
          e);
    }
  }
}
