package io.serai.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.serai.json.Json;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** A hub that asks for credentials, with two tenants that must not learn of each other. */
@SuppressWarnings("NullAway.Init") // JUnit starts the hub before the first test.
abstract class AccessFixture {

  static final String ISSUER = "https://id.example.org";
  static final List<String> ALL_ROLES = List.of("submitter", "approver", "operator", "viewer");

  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  static StartedHub hub;
  static Path keyFile;
  static String operator;
  static String acme;
  static String acmeKeyId;
  static String globex;
  private static RSAKey issuerKey;

  @BeforeAll
  static void start(@TempDir Path directory) throws Exception {
    Path home = directory.resolve("home");
    Homes.copy(home);
    Path allowlist = home.resolve("policies/allowlist.yaml");
    String text = Files.readString(allowlist);
    String demo = text.substring(text.indexOf("  demo:"));
    Files.writeString(
        allowlist, text + demo.replace("demo:", "acme:") + demo.replace("demo:", "globex:"));
    Path secret =
        Files.writeString(directory.resolve("callback.secret"), "whsec_" + "A".repeat(43) + "=");
    Path webhooks = home.resolve("policies/webhooks.yaml");
    Files.writeString(
        webhooks,
        Files.readString(webhooks)
            .replace("  tenants: {}", "  tenants: {acme: {secrets: ['file:" + secret + "']}}"));
    issuerKey = new RSAKeyGenerator(2048).keyID("k1").generate();
    Files.writeString(home.resolve("issuer.json"), new JWKSet(issuerKey).toString());
    Path state = directory.resolve("state");
    hub =
        StartedHub.start(
            home,
            state,
            Map.of(
                "serai.http.auth", "required",
                "serai.oidc.issuer", ISSUER,
                "serai.oidc.audience", "serai",
                "serai.oidc.jwks", "issuer.json"));
    keyFile = state.resolve("operator.key");
    operator = Files.readString(keyFile).trim();
    JsonNode made = newKey("all", "acme", ALL_ROLES, null);
    acme = made.path("key").asText();
    acmeKeyId = made.path("id").asText();
    globex = newKey("all", "globex", ALL_ROLES, null).path("key").asText();
  }

  @AfterAll
  static void stop() {
    hub.close();
  }

  static HttpResponse<String> call(
      String method, String path, @Nullable String body, @Nullable String credential)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(hub.uri(path))
            .header("Content-Type", "application/json")
            .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    if (credential != null) {
      request.header("Authorization", "Bearer " + credential);
    }
    return CLIENT.send(request.build(), BodyHandlers.ofString());
  }

  static HttpResponse<String> get(String path, @Nullable String credential)
      throws IOException, InterruptedException {
    return call("GET", path, null, credential);
  }

  static JsonNode newKey(
      String name, @Nullable String tenant, List<String> roles, @Nullable List<String> scopes)
      throws IOException, InterruptedException {
    ObjectNode order = Json.MAPPER.createObjectNode().put("name", name);
    if (tenant != null) {
      order.put("tenant", tenant);
    }
    roles.forEach(order.putArray("roles")::add);
    if (scopes != null) {
      scopes.forEach(order.putArray("scopes")::add);
    }
    HttpResponse<String> made = call("POST", "/v1/keys", order.toString(), operator);
    assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
    assertThat(made.headers().firstValue("Cache-Control")).hasValue("no-store");
    return json(made);
  }

  /** A token that is good for a minute. */
  static String token(String tenant, String... roles) throws Exception {
    SignedJWT token =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(issuerKey.getKeyID()).build(),
            new JWTClaimsSet.Builder()
                .issuer(ISSUER)
                .audience("serai")
                .subject("ann")
                .claim("tenant", tenant)
                .claim("roles", List.of(roles))
                .expirationTime(Date.from(Instant.now().plusSeconds(60)))
                .build());
    token.sign(new RSASSASigner(issuerKey));
    return token.serialize();
  }

  static JsonNode json(HttpResponse<String> answer) throws IOException {
    return Json.MAPPER.readTree(answer.body());
  }

  /** What a caller can tell two answers apart by, but for the time and what it sent itself. */
  static Map<String, Object> seen(HttpResponse<String> answer, String sent) {
    return Map.of(
        "status", answer.statusCode(),
        "headers", answer.headers().map(),
        "body", answer.body().replace(sent, "<what was sent>"));
  }
}
