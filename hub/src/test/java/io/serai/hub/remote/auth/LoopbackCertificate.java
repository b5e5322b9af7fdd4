package io.serai.hub.remote.auth;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * A certificate for a server on loopback, signed by itself.
 *
 * @param file the PKCS #12 store that it is in
 */
public record LoopbackCertificate(Path file) {

  public static final String PASSWORD = "changeit";

  static LoopbackCertificate in(Path folder) throws IOException, InterruptedException {
    return in(folder, "ip:127.0.0.1");
  }

  /** A certificate for a name, as keytool writes it: {@code dns:…} or {@code ip:…}. */
  public static LoopbackCertificate in(Path folder, String name)
      throws IOException, InterruptedException {
    Path file = folder.resolve("loopback.p12");
    Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
    String arguments =
        "-genkeypair -keyalg EC -dname CN=loopback -ext san="
            + name
            + " -alias loopback -storetype PKCS12 -storepass "
            + PASSWORD;
    List<String> command =
        Stream.concat(
                Stream.of(keytool.toString(), "-keystore", file.toString()),
                Stream.of(arguments.split(" ", -1)))
            .toList();
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(said);
    }
    return new LoopbackCertificate(file);
  }

  /** Serves with it, and trusts nothing else. */
  public SSLContext context() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream content = Files.newInputStream(file)) {
      store.load(content, PASSWORD.toCharArray());
    }
    KeyManagerFactory keys = KeyManagerFactory.getInstance("SunX509");
    keys.init(store, PASSWORD.toCharArray());
    TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
    trust.init(store);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
    return context;
  }
}
