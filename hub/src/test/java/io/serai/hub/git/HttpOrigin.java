package io.serai.hub.git;

import com.sun.net.httpserver.BasicAuthenticator;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.zip.GZIPInputStream;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.PacketLineOut;
import org.eclipse.jgit.transport.RefAdvertiser.PacketLineOutRefAdvertiser;
import org.eclipse.jgit.transport.UploadPack;

/**
 * A repository served by HTTP on loopback to one user.
 *
 * @see <a href="https://git-scm.com/docs/http-protocol">Git's HTTP protocol</a>
 */
final class HttpOrigin implements AutoCloseable {

  static final String USER = "serai";
  static final String PASSWORD = "hunter2";

  private static final String SERVICE = "application/x-git-upload-pack-";

  private final Repository repository;
  private final HttpServer server;

  HttpOrigin(Repository repository) throws IOException {
    this.repository = repository;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server
        .createContext("/acme/policies.git", this::serve)
        .setAuthenticator(
            new BasicAuthenticator("policies") {
              @Override
              public boolean checkCredentials(String user, String password) {
                return user.equals(USER) && password.equals(PASSWORD);
              }
            });
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/acme/policies.git";
  }

  private void serve(HttpExchange exchange) throws IOException {
    UploadPack pack = new UploadPack(repository);
    pack.setBiDirectionalPipe(false);
    boolean asked = exchange.getRequestURI().getPath().endsWith("/info/refs");
    exchange
        .getResponseHeaders()
        .set("Content-Type", SERVICE + (asked ? "advertisement" : "result"));
    exchange.sendResponseHeaders(200, 0);
    try (OutputStream out = exchange.getResponseBody()) {
      if (asked) {
        PacketLineOut lines = new PacketLineOut(out);
        lines.writeString("# service=git-upload-pack\n");
        lines.end();
        pack.sendAdvertisedRefs(new PacketLineOutRefAdvertiser(lines));
      } else {
        pack.upload(body(exchange), out, null);
      }
    }
  }

  private static InputStream body(HttpExchange exchange) throws IOException {
    String encoding = exchange.getRequestHeaders().getFirst("Content-Encoding");
    InputStream body = exchange.getRequestBody();
    return encoding == null ? body : new GZIPInputStream(body);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
