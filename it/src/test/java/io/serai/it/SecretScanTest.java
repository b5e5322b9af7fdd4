package io.serai.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.serai.hub.embedded.PostgresServer;
import io.serai.json.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Results are posted where jobs say, signed; and of the secrets that a hub is given nothing is left
 * in its log, its traces, its answers and its database, whether jobs pass or fail.
 */
class SecretScanTest {

  private static final String WEBHOOK = "webhook-s3cr3t-0c1d";
  private static final String DATABASE = "database-s3cr3t-77aa";
  private static final byte[] KEY = "callback-s3cr3t-bytes-8d2f".getBytes(StandardCharsets.UTF_8);
  private static final String CALLBACK = Base64.getEncoder().encodeToString(KEY);
  private static final List<String> SECRETS =
      List.of(WEBHOOK, DATABASE, CALLBACK, new String(KEY, StandardCharsets.UTF_8));

  private record Posted(String id, String stamp, String signature, String body) {}

  private final Queue<Posted> posted = new ConcurrentLinkedQueue<>();
  private final Queue<String> traces = new ConcurrentLinkedQueue<>();
  private final List<String> answers = new ArrayList<>();

  @Test
  void leavesNoSecretAnywhere(@TempDir Path folder) throws Exception {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/v1/traces", this::trace);
    server.createContext("/done", this::keep);
    server.start();
    int port = server.getAddress().getPort();
    Path home = folder.resolve("home");
    Homes.copy(home);
    Files.writeString(home.resolve("policies/webhooks.yaml"), policy(folder, port));
    try (PostgresServer postgres = PostgresServer.start(folder.resolve("database"));
        StartedHub hub =
            StartedHub.start(home, folder.resolve("state"), settings(folder, postgres, port))) {
      runJobs(hub, port);
      String found = hub.log() + traces + answers + dump(postgres.jdbcUrl());

      assertThat(found).contains("marker-of-this-test").contains("callback-gone");
      assertThat(traces).isNotEmpty();
      SECRETS.forEach(secret -> assertThat(found).doesNotContain(secret));
    } finally {
      server.stop(0);
    }
  }

  private static Map<String, String> settings(Path folder, PostgresServer postgres, int port)
      throws IOException {
    return Map.of(
        "serai.database.url",
        postgres.jdbcUrl(),
        "serai.database.user",
        "postgres",
        "serai.database.password",
        "file:" + Files.writeString(folder.resolve("db"), DATABASE),
        "serai.otlp.endpoint",
        "http://127.0.0.1:" + port);
  }

  private static String policy(Path folder, int port) throws IOException {
    return """
        sources:
          lab:
            scheme: gitlab
            secrets: ["file:%s"]
            tenant: default
            job:
              language: python
              code: raise SystemExit(3)
              stdin: "${ . }"
              labels: {mark: marker-of-this-test}
        callbacks:
          giveUpAfterHours: 1
          allow: ["127.0.0.1:%d"]
          tenants:
            default: {secrets: ["file:%s"]}
        """
        .formatted(
            Files.writeString(folder.resolve("webhook"), WEBHOOK),
            port,
            Files.writeString(folder.resolve("callback"), "whsec_" + CALLBACK + "\n"));
  }

  private void runJobs(StartedHub hub, int port) throws Exception {
    answers.add(hub.post("/webhooks/lab", "{}", "X-Gitlab-Token", "wrong").body());
    HttpResponse<String> failing = hub.post("/webhooks/lab", "{}", "X-Gitlab-Token", WEBHOOK);
    answers.add(failing.body());
    String passing = submit(hub, "http://127.0.0.1:" + port + "/done");
    String gone = submit(hub, "http://127.0.0.1:" + port + "/done?gone");
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () -> {
              assertThat(posted).extracting(Posted::id).contains("msg_" + passing, "msg_" + gone);
              assertThat(hub.log()).contains("callback-gone");
              assertThat(traces).isNotEmpty();
            });
    Posted callback =
        posted.stream()
            .filter(each -> each.id().equals("msg_" + passing))
            .findFirst()
            .orElseThrow();
    assertThat(callback.signature()).isEqualTo("v1," + signature(callback));
    JsonNode result = Json.MAPPER.readTree(callback.body());
    assertThat(result.path("jobId").asText()).isEqualTo(passing);
    assertThat(result.path("stdout").asText()).isEqualTo("done\n");
    answers.add(hub.get("/v1/jobs/" + passing).body());
  }

  private String submit(StartedHub hub, String url) throws Exception {
    String body =
        hub.post(
                "/v1/jobs",
                "{\"language\":\"python\",\"code\":\"print('done')\",\"callback\":{\"url\":\""
                    + url
                    + "\"}}")
            .body();
    answers.add(body);
    return Json.MAPPER.readTree(body).path("jobId").asText();
  }

  private static String signature(Posted callback) throws Exception {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(KEY, "HmacSHA256"));
    mac.update((callback.id() + "." + callback.stamp() + ".").getBytes(StandardCharsets.UTF_8));
    return Base64.getEncoder()
        .encodeToString(mac.doFinal(callback.body().getBytes(StandardCharsets.UTF_8)));
  }

  private void trace(HttpExchange exchange) throws IOException {
    traces.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.ISO_8859_1));
    exchange.sendResponseHeaders(200, -1);
    exchange.close();
  }

  private void keep(HttpExchange exchange) throws IOException {
    posted.add(
        new Posted(
            exchange.getRequestHeaders().getFirst("webhook-id"),
            exchange.getRequestHeaders().getFirst("webhook-timestamp"),
            exchange.getRequestHeaders().getFirst("webhook-signature"),
            new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
    exchange.sendResponseHeaders(
        "gone".equals(exchange.getRequestURI().getQuery()) ? 410 : 204, -1);
    exchange.close();
  }

  /** Every row of every table, as text. */
  private static String dump(String jdbcUrl) throws SQLException {
    StringBuilder dump = new StringBuilder();
    try (Connection connection = DriverManager.getConnection(jdbcUrl);
        Statement statement = connection.createStatement()) {
      for (String table :
          texts(
              statement,
              "select quote_ident(table_name) from information_schema.tables"
                  + " where table_schema = 'public' and table_type = 'BASE TABLE'")) {
        texts(statement, "select t::text from " + table + " t")
            .forEach(row -> dump.append(row).append('\n'));
      }
      texts(statement, "select convert_from(body, 'UTF8') from dead_letters").forEach(dump::append);
    }
    return dump.toString();
  }

  private static List<String> texts(Statement statement, String sql) throws SQLException {
    List<String> texts = new ArrayList<>();
    try (ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        texts.add(rows.getString(1));
      }
    }
    return texts;
  }
}
