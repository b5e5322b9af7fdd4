package io.serai.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.serai.access.Principal;
import io.serai.intake.Identifiers;
import io.serai.intake.Intake;
import io.serai.intake.IntakeRules;
import io.serai.intake.InvalidMessage;
import io.serai.intake.RawMessage;
import io.serai.job.Job;
import io.serai.job.JobFile;
import io.serai.job.Limits;
import io.serai.job.Submission;
import io.serai.json.Json;
import io.serai.policy.CallbackPolicy;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

/** Whatever comes is a job that is right in every respect, or refused with a reason. */
class IntakeFuzzTest {

  private static final Path SCHEMA =
      Path.of(System.getProperty("serai.home"), "routes/10-intake/job.schema.json");
  private static final IntakeRules RULES =
      new IntakeRules(
          new Limits(1, 2, 3, 4, 5, 6, 7, 8),
          100_000,
          2_000,
          3,
          500,
          Set.of("default", "acme"),
          new CallbackPolicy(1, List.of(), Map.of()));
  private static final String FULL =
      """
      {"id": "6f0d3a52-3c1e-4b0a-9a43-2f7c0f2f9d11", "idempotencyKey": "k", "idempotent": true,
       "tenant": "acme", "kind": "code", "language": "node", "code": "1", "stdin": "x",
       "files": [{"path": "a/b.txt", "content": "aGFsbG8="}],
       "limits": {"timeoutMs": 1, "cpuMs": 1, "memoryMb": 1, "diskMb": 1, "fileMb": 1, "pids": 1,
                  "openFiles": 16, "outputBytes": 1},
       "network": ["api.example.org:443", "[2001:db8::1]:80"],
       "placement": {"clouds": ["aws"], "regions": ["r"], "isolation": "gvisor",
                     "image": "node-24", "mode": "hedge", "maxCost": 0.5},
       "priority": 9, "labels": {"a": "b"}}
      """;
  private static final String SMALL = "{\"language\": \"python\", \"code\": \"print(1)\"}";
  private static final String EVENT =
      """
      {"specversion": "1.0", "id": "1", "source": "/s", "type": "job",
       "datacontenttype": "application/json", "time": "2026-01-01T00:00:00Z",
       "data": {"language": "python", "code": "1"}}
      """;
  private static final String EVENT_BASE64 =
      EVENT.replaceAll("\"data\".*", "")
          + "\"data_base64\": \""
          + Base64.getEncoder().encodeToString(SMALL.getBytes(StandardCharsets.UTF_8))
          + "\"}";

  private final Judge judge = new Judge(SCHEMA);
  private final Intake intake = intake();

  private static Intake intake() {
    try {
      return new Intake(
          Json.MAPPER.readTree(SCHEMA.toFile()),
          () -> RULES,
          new Identifiers(Clock.fixed(Instant.EPOCH, ZoneOffset.UTC)),
          Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));
    } catch (IOException e) {
      throw new IllegalStateException("schema '" + SCHEMA + "' cannot be read", e);
    }
  }

  @Provide
  Arbitrary<byte[]> jobs() throws IOException {
    return mutants(FULL, SMALL);
  }

  @Provide
  Arbitrary<byte[]> events() throws IOException {
    return mutants(EVENT, EVENT_BASE64);
  }

  private static Arbitrary<byte[]> mutants(String... seeds) throws IOException {
    List<JsonNode> documents = Stream.of(seeds).map(IntakeFuzzTest::tree).toList();
    return Mutants.ofJson(documents).arbitrary();
  }

  private static JsonNode tree(String json) {
    try {
      return new JsonMapper().readTree(json);
    } catch (IOException e) {
      throw new IllegalArgumentException("seed is not JSON", e);
    }
  }

  @Provide
  Arbitrary<Map<String, String>> headers() {
    Arbitrary<String> names =
        Arbitraries.of(
            "ce-specversion",
            "ce_specversion",
            "cloudevents:specversion",
            "ce-id",
            "ce-source",
            "ce-type",
            "ce_id",
            "ce_source",
            "ce_type",
            "traceparent",
            "idempotency-key",
            "ce-");
    Arbitrary<String> values =
        Arbitraries.oneOf(
            Arbitraries.of(
                "1.0",
                "",
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
                "00-00000000000000000000000000000000-0000000000000000-00"),
            Arbitraries.strings().ofMaxLength(300),
            Arbitraries.strings().withChars("0123456789abcdef-").ofMaxLength(60));
    return Arbitraries.maps(names, values).ofMaxSize(6);
  }

  @Property
  void jobIsRightOrRefused(@ForAll("jobs") byte[] body) throws Exception {
    Submission accepted = read(body, "application/json", Map.of());
    if (accepted != null && !tree(new String(body, StandardCharsets.UTF_8)).has("specversion")) {
      assertThat(judge.allows(new String(body, StandardCharsets.UTF_8)))
          .as("a second opinion on %s", new String(body, StandardCharsets.UTF_8))
          .isTrue();
    }
  }

  @Property
  void eventIsRightOrRefused(@ForAll("events") byte[] body) throws Exception {
    read(body, "application/cloudevents+json", Map.of());
  }

  @Property
  void headersAreRightOrRefused(
      @ForAll("headers") Map<String, String> headers, @ForAll String contentType) throws Exception {
    byte[] body = SMALL.getBytes(StandardCharsets.UTF_8);
    Submission accepted = read(body, "application/json", headers);
    if (accepted != null) {
      assertThat(accepted.traceId()).matches("(?!0{32})[0-9a-f]{32}");
    }
    read(body, contentType, headers);
  }

  private @Nullable Submission read(byte[] body, String type, Map<String, String> headers)
      throws Exception {
    RawMessage message =
        new RawMessage(
            Principal.LOCAL, "http", body, type, new HashMap<>(headers), "message", null);
    Submission accepted = Watch.timed(() -> orRefused(message));
    if (accepted != null) {
      requireRight(accepted.job());
      String stored = Json.MAPPER.writeValueAsString(accepted.job());
      byte[] bytes = stored.getBytes(StandardCharsets.UTF_8);
      Job read = Json.MAPPER.readValue(bytes, Job.class);
      assertThat(tree(Json.MAPPER.writeValueAsString(read))).isEqualTo(tree(stored));
    }
    return accepted;
  }

  private @Nullable Submission orRefused(RawMessage message) {
    try {
      return intake.read(message);
    } catch (InvalidMessage refused) {
      assertThat(refused.getMessage()).isNotBlank();
      return null;
    }
  }

  private static void requireRight(Job job) {
    assertThat(job.tenant()).isIn(RULES.tenants());
    assertThat(job.priority()).isBetween(0, 9);
    assertThat(job.code().getBytes(StandardCharsets.UTF_8).length).isBetween(1, 2_000);
    assertThat(job.files()).hasSizeLessThanOrEqualTo(RULES.maxFiles());
    for (JobFile file : job.files()) {
      assertThat(file.content().length).isLessThanOrEqualTo(500);
      Path folder = Path.of("/sandbox");
      assertThat(folder.resolve(file.path()).normalize())
          .startsWithRaw(folder)
          .isNotEqualTo(folder);
    }
    if (job.idempotencyKey() != null) {
      assertThat(job.idempotencyKey()).hasSizeBetween(1, 500).doesNotContain("\0");
    }
  }
}
