package io.serai.hub.remote.auth;

import com.nimbusds.jose.JOSEException;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;

/** A tenant of Entra ID with one application: OAuth 2.0 client credentials (RFC 6749, 4.4). */
final class EntraTenant implements AutoCloseable {

  static final String TENANT = "6f1f7d5e-0000-4000-8000-000000000001";
  static final String CLIENT = "6f1f7d5e-0000-4000-8000-000000000002";
  static final String SECRET = "a+secret/of~the=application";

  private final Issuer issuer = new Issuer("https://sts.example/" + TENANT + "/v2.0");
  private final HttpsServer server;

  EntraTenant(SSLContext tls) throws IOException, JOSEException {
    server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(tls));
    server.createContext("/" + TENANT + "/oauth2/v2.0/token", this::token);
    server.start();
  }

  Issuer issuer() {
    return issuer;
  }

  String authority() {
    return "https://127.0.0.1:" + server.getAddress().getPort() + "/";
  }

  private void token(HttpExchange exchange) throws IOException {
    Map<String, String> form = Forms.read(exchange);
    boolean known =
        CLIENT.equals(form.get("client_id"))
            && SECRET.equals(form.get("client_secret"))
            && "client_credentials".equals(form.get("grant_type"));
    String scope = form.getOrDefault("scope", "");
    if (!known || !scope.contains("/.default")) {
      answer(
          exchange, 401, "{\"error\":\"invalid_client\",\"error_description\":\"AADSTS7000215\"}");
      return;
    }
    try {
      String token = issuer.token(audience(scope), CLIENT);
      answer(
          exchange,
          200,
          "{\"token_type\":\"Bearer\",\"expires_in\":%d,\"access_token\":\"%s\"}"
              .formatted(issuer.lifetime().toSeconds(), token));
    } catch (JOSEException e) {
      throw new IOException(e);
    }
  }

  /** Of all the scopes that are asked for, the one that names an application. */
  private static String audience(String scope) {
    return Stream.of(scope.split(" ", -1))
        .filter(each -> each.endsWith("/.default"))
        .map(each -> each.replace("/.default", ""))
        .findFirst()
        .orElseThrow();
  }

  private static void answer(HttpExchange exchange, int status, String text) throws IOException {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json; charset=utf-8");
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
