package io.serai.hub.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.serai.hub.client.HubClient;
import io.serai.hub.config.HubConfig;
import io.serai.hub.config.PemPair;
import io.serai.hub.node.Certificates;
import io.serai.hub.tls.ClientTls;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init") // JUnit starts the server before each test.
class HttpTlsTest {

  private static final PemPair NOTHING = new PemPair("", "");

  @TempDir private Path directory;
  private Certificates certificates;
  private PemPair shown;
  private ListenerFixture server;

  @BeforeEach
  void start() throws Exception {
    certificates = Certificates.make(directory);
    shown = pair("first", "127.0.0.1");
    server = new ListenerFixture(shown);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private PemPair pair(String name, String host) {
    HubConfig.Tls made = certificates.node(name, host);
    return new PemPair(made.certificate(), made.key());
  }

  private String ca() {
    return directory.resolve("ca.pem").toString();
  }

  @Test
  void servesWhoeverBelievesItsAuthority() throws Exception {
    URI address = URI.create("https://127.0.0.1:" + server.port);

    assertThat(serial("TLSv1.3")).isNotNull();
    assertThat(serial("TLSv1.2")).isNotNull();
    assertThatThrownBy(() -> new HubClient(address).get("/echo"))
        .hasMessageContaining("is not believed; name its authority with --ca");
  }

  @Test
  void servesNoOldProtocol() {
    assertThatThrownBy(() -> serial("TLSv1.1")).isInstanceOf(IOException.class);
  }

  @Test
  void isRefusedUnderAnotherName() {
    URI address = URI.create("https://localhost:" + server.port);

    assertThatThrownBy(() -> new HubClient(address, ca()).get("/echo"))
        .hasMessageContaining("is not believed");
  }

  @Test
  void showsARenewedCertificateWithoutARestart() throws Exception {
    X509Certificate first = serial("TLSv1.3");
    PemPair second = pair("second", "127.0.0.1");

    Files.copy(
        Path.of(second.certificate()),
        Path.of(shown.certificate()),
        StandardCopyOption.REPLACE_EXISTING);
    server.listener.renew();
    assertThat(serial("TLSv1.3")).as("half a pair is not shown").isEqualTo(first);

    Files.copy(Path.of(second.key()), Path.of(shown.key()), StandardCopyOption.REPLACE_EXISTING);
    server.listener.renew();
    assertThat(serial("TLSv1.3")).isNotEqualTo(first);
    assertThatThrownBy(() -> serial("TLSv1.1")).isInstanceOf(IOException.class);
  }

  @Test
  void doesNotStartWithAKeyOfAnother() {
    PemPair mixed = new PemPair(shown.certificate(), pair("other", "127.0.0.1").key());

    assertThatThrownBy(() -> new ListenerFixture(mixed))
        .hasMessageContaining("cannot be used; a PEM certificate and its PKCS 8 key are needed")
        .hasMessageContaining("the key is not the certificate's");
  }

  private X509Certificate serial(String protocol) throws IOException {
    try (SSLSocket socket =
        (SSLSocket)
            ClientTls.context("test", ca(), NOTHING)
                .getSocketFactory()
                .createSocket(InetAddress.getLoopbackAddress(), server.port)) {
      socket.setEnabledProtocols(new String[] {protocol});
      socket.startHandshake();
      return (X509Certificate) socket.getSession().getPeerCertificates()[0];
    } catch (SSLException | IllegalArgumentException e) {
      throw new IOException(e);
    }
  }
}
