package io.serai.hub.tls;

import io.netty.handler.ssl.JdkSslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.serai.hub.config.PemPair;
import java.io.File;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;

/** What a client shows of itself, and whom it believes. */
public final class ClientTls {

  private ClientTls() {}

  /**
   * The context of PEM files.
   *
   * @param setting what the files are called where they are set, for errors
   * @param ca the certificates to believe; empty means those that this JVM trusts
   * @param own what to show of oneself, where that is asked for
   * @throws IllegalStateException when a file cannot be used
   */
  public static SSLContext context(String setting, String ca, PemPair own) {
    SslContextBuilder builder = SslContextBuilder.forClient().sslProvider(SslProvider.JDK);
    try {
      if (!ca.isEmpty()) {
        builder.trustManager(new File(ca));
      }
      if (own.enabled()) {
        builder.keyManager(new File(own.certificate()), new File(own.key()));
      }
      return ((JdkSslContext) builder.build()).context();
    } catch (SSLException | IllegalArgumentException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new IllegalStateException(
          "files of "
              + setting
              + " cannot be used; deploy/certificates makes such: "
              + cause.getMessage(),
          e);
    }
  }
}
