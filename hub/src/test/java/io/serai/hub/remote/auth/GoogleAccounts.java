package io.serai.hub.remote.auth;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.serai.json.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.util.Base64;
import java.util.Map;

/**
 * Google's side of identity tokens: the token endpoint for service accounts (RFC 7523 with a {@code
 * target_audience}) and a machine's metadata server.
 */
final class GoogleAccounts implements AutoCloseable {

  private static final String ACCOUNT = "hub@example.iam.gserviceaccount.com";

  private final Issuer issuer = new Issuer("https://accounts.google.com");
  private final RSAKey accountKey = new RSAKeyGenerator(2048).keyID("account").generate();
  private final HttpServer server;

  GoogleAccounts() throws IOException, JOSEException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/token", this::token);
    server.createContext("/computeMetadata/v1/instance/service-accounts", this::metadata);
    server.createContext("/", exchange -> answer(exchange, 200, ""));
    server.start();
  }

  Issuer issuer() {
    return issuer;
  }

  /** Host and port, as {@code GCE_METADATA_HOST} wants it. */
  String metadataHost() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  /** The key file that a service account's owner downloads. */
  Path keyFile(Path folder) throws Exception {
    String pem =
        "-----BEGIN PRIVATE KEY-----\n"
            + Base64.getMimeEncoder().encodeToString(accountKey.toPrivateKey().getEncoded())
            + "\n-----END PRIVATE KEY-----\n";
    ObjectNode key = Json.MAPPER.createObjectNode();
    key.put("type", "service_account");
    key.put("client_id", "1");
    key.put("client_email", ACCOUNT);
    key.put("private_key_id", "account");
    key.put("private_key", pem);
    key.put("token_uri", "http://" + metadataHost() + "/token");
    return Files.writeString(folder.resolve("key.json"), key.toString());
  }

  private void token(HttpExchange exchange) throws IOException {
    Map<String, String> form = Forms.read(exchange);
    try {
      SignedJWT assertion = SignedJWT.parse(form.getOrDefault("assertion", ""));
      JWTClaimsSet claims = assertion.getJWTClaimsSet();
      if (!assertion.verify(new RSASSAVerifier(accountKey.toPublicJWK()))
          || !ACCOUNT.equals(claims.getIssuer())) {
        answer(exchange, 400, "{\"error\":\"invalid_grant\"}");
        return;
      }
      String token = issuer.token(claims.getStringClaim("target_audience"), ACCOUNT);
      answer(exchange, 200, "{\"id_token\":\"" + token + "\"}");
    } catch (ParseException | JOSEException e) {
      answer(exchange, 400, "{\"error\":\"invalid_request\"}");
    }
  }

  private void metadata(HttpExchange exchange) throws IOException {
    if (!"Google".equals(exchange.getRequestHeaders().getFirst("Metadata-Flavor"))) {
      answer(exchange, 403, "Metadata-Flavor is missing");
      return;
    }
    Map<String, String> query = Forms.parse(exchange.getRequestURI().getRawQuery());
    try {
      answer(exchange, 200, issuer.token(query.getOrDefault("audience", ""), ACCOUNT));
    } catch (JOSEException e) {
      throw new IOException(e);
    }
  }

  private static void answer(HttpExchange exchange, int status, String text) throws IOException {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Metadata-Flavor", "Google");
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
