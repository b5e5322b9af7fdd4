package io.serai.hub.access;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/** An OpenID Connect issuer on loopback: its discovery document, its public keys, its tokens. */
final class Issuer implements AutoCloseable {

  private final HttpServer server;
  private final List<JWK> keys = new ArrayList<>();
  private final AtomicInteger asked = new AtomicInteger();
  private volatile String named;

  private Issuer(HttpServer server) {
    this.server = server;
    this.named = address();
  }

  static Issuer start() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    Issuer issuer = new Issuer(server);
    server.createContext("/.well-known/openid-configuration", issuer::discovery);
    server.createContext("/keys", issuer::keys);
    server.start();
    return issuer;
  }

  String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** Lets its discovery document name another issuer. */
  void nameItself(String other) {
    named = other;
  }

  /** How often it was asked for its keys. */
  int timesAsked() {
    return asked.get();
  }

  RSAKey newRsaKey() throws JOSEException {
    RSAKey key = new RSAKeyGenerator(2048).keyID(UUID.randomUUID().toString()).generate();
    keys.add(key);
    return key;
  }

  ECKey newEcKey() throws JOSEException {
    ECKey key = new ECKeyGenerator(Curve.P_256).keyID(UUID.randomUUID().toString()).generate();
    keys.add(key);
    return key;
  }

  /** Forgets the keys it had, as an issuer does when it rotates them. */
  void forgetKeys() {
    keys.clear();
  }

  static String sign(JWK key, JWTClaimsSet claims) throws JOSEException {
    JWSSigner signer =
        key instanceof RSAKey rsa ? new RSASSASigner(rsa) : new ECDSASigner(key.toECKey());
    JWSAlgorithm algorithm = key instanceof RSAKey ? JWSAlgorithm.RS256 : JWSAlgorithm.ES256;
    SignedJWT token =
        new SignedJWT(new JWSHeader.Builder(algorithm).keyID(key.getKeyID()).build(), claims);
    token.sign(signer);
    return token.serialize();
  }

  private void discovery(HttpExchange exchange) throws IOException {
    answer(exchange, "{\"issuer\": \"%s\", \"jwks_uri\": \"%s/keys\"}".formatted(named, address()));
  }

  private void keys(HttpExchange exchange) throws IOException {
    asked.incrementAndGet();
    answer(exchange, new JWKSet(keys).toPublicJWKSet().toString());
  }

  private static void answer(HttpExchange exchange, String json) throws IOException {
    byte[] body = json.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
