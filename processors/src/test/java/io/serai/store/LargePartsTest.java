package io.serai.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.serai.job.JobId;
import io.serai.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class LargePartsTest {

  private static final int LARGE = 100;
  private static final JobId ID = new JobId(new UUID(0, 7));
  private static final String FOLDER = "results/acme/" + ID + "/";

  /** Prices with zeros at their ends, and words of a sender that look like a reference. */
  private static final String RESULT =
      """
      {"jobId":"%s","stdout":%s,"stderr":%s,"images":[{"name":"a.png","mediaType":"image/png",\
      "data":"%s"},{"name":"b.png","mediaType":"image/png","data":"AAAA"}],"artifacts":\
      [{"path":"x/y","content":"%s"}],"cost":{"amount":0.100,"currency":"USD"},\
      "labels":{"$object":"results/other/secret"}}""";

  private final MemoryObjects objects = new MemoryObjects();
  private final LargeParts parts = new LargeParts(objects, LARGE);

  @Test
  void takesOutWhatIsLargeAndPutsItBackByteForByte() throws Exception {
    String body = result("grüße \u0000 \"{\"$object\":\" 🦔\n".repeat(20), "small");

    LargeParts.Detached moved = parts.detach(ID, "acme", body);
    String detached = moved.body();

    assertThat(moved.keys()).containsExactlyInAnyOrderElementsOf(objects.list(""));
    assertThat(objects.list(""))
        .containsExactly(
            FOLDER + "artifacts/0/content", FOLDER + "images/0/data", FOLDER + "stdout");
    assertThat(detached).hasSizeLessThan(body.length() - 1_000);
    JsonNode stored = Json.MAPPER.readTree(detached);
    assertThat(stored.at("/stdout/$object").asText()).isEqualTo(FOLDER + "stdout");
    assertThat(stored.at("/images/1/data").asText()).isEqualTo("AAAA");
    assertThat(stored.path("stderr").asText()).isEqualTo("small");
    assertThat(objects.get(FOLDER + "images/0/data")).hasValue(bytes(1));
    assertThat(parts.complete(detached)).isEqualTo(body);
  }

  @Test
  void leavesAResultAloneThatHasNothingLarge() throws Exception {
    String body = result("x", "y".repeat(LARGE - 1)).replace("\"data\":", "\"other\":");
    String small = body.replace("\"content\":", "\"other\":");

    assertThat(parts.detach(ID, "acme", small)).isEqualTo(untouched(small));
    assertThat(parts.complete(small)).isEqualTo(small);
    assertThat(objects.list("")).isEmpty();
  }

  @Test
  void leavesAResultAloneThatCouldNotBeWrittenAgainAsItIs() {
    String escaped = "{\"stdout\":\"" + "\\u0041".repeat(LARGE) + "\"}";

    assertThat(parts.detach(ID, "acme", escaped)).isEqualTo(untouched(escaped));
    assertThat(objects.list("")).isEmpty();
  }

  @Test
  void refusesAPartThatIsNotWhatWasPutThere() throws Exception {
    String detached = parts.detach(ID, "acme", result("a".repeat(LARGE), "")).body();

    objects.put(FOLDER + "stdout", "b".repeat(LARGE).getBytes(StandardCharsets.UTF_8));
    assertThatThrownBy(() -> parts.complete(detached))
        .isInstanceOf(ObjectStoreException.class)
        .hasMessage("object '" + FOLDER + "stdout' is damaged; its digest is another");

    objects.delete(FOLDER + "stdout");
    assertThatThrownBy(() -> parts.complete(detached))
        .isInstanceOf(ObjectStoreException.class)
        .hasMessage("object '" + FOLDER + "stdout' is gone");
  }

  @Test
  void keepsTenantsApartWhateverTheyAreCalled() {
    assertThat(ObjectKeys.results("acme")).isEqualTo("results/acme/");
    assertThat(ObjectKeys.results("../a/ü")).isEqualTo("results/!2e!2e!2fa!2f!c3!bc/");
    assertThat(ObjectKeys.results("!2e")).isEqualTo("results/!212e/");
    assertThat(ObjectKeys.results("ü".repeat(100)))
        .hasSizeLessThan(100)
        .isNotEqualTo(ObjectKeys.results("ü".repeat(99)));
  }

  private static LargeParts.Detached untouched(String body) {
    return new LargeParts.Detached(body, List.of());
  }

  private static String result(String stdout, String stderr) throws Exception {
    return RESULT.formatted(
        ID,
        Json.MAPPER.writeValueAsString(stdout),
        Json.MAPPER.writeValueAsString(stderr),
        Base64.getEncoder().encodeToString(bytes(1)),
        Base64.getEncoder().encodeToString(bytes(2)));
  }

  private static byte[] bytes(long seed) {
    byte[] bytes = new byte[1_000];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }
}
