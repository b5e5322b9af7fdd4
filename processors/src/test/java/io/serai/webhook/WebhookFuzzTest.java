package io.serai.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.serai.fuzz.Bytes;
import io.serai.fuzz.Mutants;
import io.serai.fuzz.Watch;
import io.serai.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

/** Whatever is posted as a webhook is what its sender has signed, or refused with a reason. */
class WebhookFuzzTest {

  private static final String PUSH =
      """
      {"ref": "refs/heads/main", "repository": {"full_name": "acme/site", "private": false},
       "commits": [{"id": "1", "message": "say \\"hello\\"", "added": ["a.txt"]}], "size": 1}
      """;
  private static final String COMMAND =
      "token=x&text=print%281%29&user_name=roadrunner&payload=%7B%22type%22%3A%22block%22%7D";
  private static final String CODE = "import sys; print(sys.stdin.read())";
  private static final JobTemplate TEMPLATE = template();

  /** A webhook, altered or not, with the published example that it is made from. */
  @SuppressWarnings("ArrayRecordComponent") // Only posted, and never compared.
  private record Forgery(Example example, Map<String, List<String>> headers, byte[] body) {

    boolean sameBody() {
      return new String(body, StandardCharsets.UTF_8).equals(example.body());
    }
  }

  private static JobTemplate template() {
    try {
      return new JobTemplate(
          Json.MAPPER.readTree(
              """
              {"language": "python", "code": "%s",
               "stdin": "${ .commits[0].message // .text } of ${ .repository }",
               "files": [{"path": "ref", "content": "${ .ref | @base64 }"}],
               "labels": {"who": "${ .user_name }"}}
              """
                  .formatted(CODE)));
    } catch (IOException e) {
      throw new IllegalStateException("template is not JSON", e);
    }
  }

  @Provide
  Arbitrary<Forgery> forgeries() {
    return Arbitraries.randomValue(WebhookFuzzTest::forged);
  }

  private static Forgery forged(Random random) {
    Example example = Example.PUBLISHED.get(random.nextInt(Example.PUBLISHED.size()));
    Map<String, List<String>> headers = new HashMap<>();
    example
        .headers()
        .forEach((name, value) -> headers.put(name, List.of(perhapsChanged(value, random))));
    return new Forgery(example, headers, perhapsChanged(utf8(example.body()), random));
  }

  private static String perhapsChanged(String text, Random random) {
    return new String(perhapsChanged(utf8(text), random), StandardCharsets.UTF_8);
  }

  private static byte[] perhapsChanged(byte[] text, Random random) {
    return random.nextInt(3) == 0 ? Bytes.changed(text, random) : text;
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Property
  void signatureHoldsOrIsRefused(@ForAll("forgeries") Forgery forgery) throws Exception {
    String identity = Watch.timed(() -> verified(forgery));
    Example example = forgery.example();
    if (identity != null && example.signs()) {
      assertThat(forgery.sameBody()).as("a body that was altered").isTrue();
      assertThat(identity)
          .as("what tells a replay")
          .isEqualTo(
              example.verify(
                  example.once(), example.body(), List.of(example.secret()), example.at()));
    }
  }

  private static @Nullable String verified(Forgery forgery) {
    Example example = forgery.example();
    try {
      Delivery delivery = new Delivery(forgery.headers(), forgery.body());
      return example.scheme().verify(delivery, List.of(example.secret()), example.at());
    } catch (Unverified refused) {
      assertThat(refused.getMessage()).isNotBlank().doesNotContain(example.secret());
      return null;
    }
  }

  @Provide
  Arbitrary<byte[]> payloads() throws IOException {
    Mutants json = Mutants.ofJson(List.of(Json.MAPPER.readTree(PUSH)));
    Arbitrary<byte[]> forms =
        Arbitraries.randomValue(random -> Bytes.changed(utf8(COMMAND), random));
    return Arbitraries.oneOf(json.arbitrary(), forms);
  }

  @Provide
  Arbitrary<String> types() {
    return Arbitraries.oneOf(
        Arbitraries.of("application/json", "application/x-www-form-urlencoded", ""),
        Arbitraries.strings().ofMaxLength(40));
  }

  @Property
  void payloadComesIntoDataOnlyOrIsRefused(
      @ForAll("payloads") byte[] body, @ForAll("types") String type) throws Exception {
    JsonNode job = Watch.timed(() -> filled(body, type));
    if (job != null) {
      assertThat(job.path("code").textValue()).isEqualTo(CODE);
      assertThat(job.path("language").textValue()).isEqualTo("python");
      assertThat(job.properties()).hasSize(5);
      assertThat(job.path("files")).hasSize(1);
      assertThat(job.path("stdin").isTextual()).isTrue();
    }
  }

  private static @Nullable JsonNode filled(byte[] body, String type) {
    try {
      return TEMPLATE.fill(Payload.read(body, type));
    } catch (IllegalArgumentException refused) {
      assertThat(refused.getMessage()).isNotBlank();
      return null;
    }
  }
}
