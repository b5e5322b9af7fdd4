package io.serai.moderation;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.job.Finding;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The keys are put together here, so that none stands in the source for a scanner to find. */
class DetectorsTest {

  private static final String RANDOM = "q8Zt3LmX0vRb7NcY2kWd5HsJ9pGf4TaEu6Ci1OoSzQyVxBnMrKlDjFhPgA";

  private final Secrets secrets = new Secrets();
  private final PersonalData people = new PersonalData();

  @ParameterizedTest
  @CsvSource({
    "aws-access-key, AK, IA, 16, UPPER",
    "gcp-api-key, AI, za, 35, MIXED",
    "gitlab-token, glp, at-, 20, MIXED",
    "slack-token, xo, xb-, 30, MIXED",
    "stripe-key, sk_, live_, 24, MIXED",
    "npm-token, np, m_, 36, MIXED",
    "anthropic-key, sk-a, nt-api03-, 58, MIXED",
  })
  void findsKeysByTheirForm(String name, String first, String second, int length, String letters) {
    String random = RANDOM.repeat(2).substring(0, name.startsWith("anthropic") ? 95 : length);
    String key = first + second + (letters.equals("UPPER") ? upper(random) : random);
    String text = "key = '" + key + "'";

    assertThat(secrets.find(new Passage("code", text)))
        .singleElement()
        .satisfies(
            found -> {
              assertThat(found.detector()).isEqualTo(name);
              assertThat(text.substring(found.start(), found.end())).isEqualTo(key);
            });
  }

  private static String upper(String random) {
    return random.toUpperCase(java.util.Locale.ROOT).replaceAll("[0189]", "Q");
  }

  @Test
  void checksWhatIssuersAppend() {
    String random = "zQWBuTSOoRi4A9spHcVY5ncnsDkxkJ";
    assertThat(names(secrets, "gh" + "p_" + random + "0mLq17")).containsExactly("github-token");
    assertThat(names(secrets, "gh" + "p_" + random + "0mLq18")).isEmpty();
  }

  @Test
  void takesNoPlaceholderForAKey() {
    assertThat(names(secrets, "AK" + "IA" + "X".repeat(16))).isEmpty();
    assertThat(names(secrets, "sk-" + "your-api-key-here")).isEmpty();
  }

  @Test
  void findsPrivateKeysAndTokens() {
    String header = base64("{\"alg\":\"HS256\"}");
    String body = base64("{\"sub\":\"1234567890\"}");
    String signature = RANDOM.substring(0, 43);
    assertThat(names(secrets, header + "." + body + "." + signature)).containsExactly("jwt");
    String other = base64("{\"abc\":\"HS256\"}");
    assertThat(names(secrets, other + "." + body + "." + signature)).isEmpty();
    assertThat(names(secrets, "-----BEGIN RSA PRIV" + "ATE KEY-----"))
        .containsExactly("private-key");
    assertThat(names(secrets, "-----BEGIN PUBLIC KEY-----")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "email, mail ada.l+x@mail.example.org. now, 5, 29",
    "phone-number, call +1 (415) 555-2671 now, 5, 22",
    "payment-card, 4111111111111111, 0, 16",
    "payment-card, pay 5500-0000-0000-0004 now, 4, 23",
    "payment-card, 3782 822463 10005, 0, 17",
    "iban, to GB82 WEST 1234 5698 7654 32 now, 3, 30",
    "iban, DE89370400440532013000, 0, 22",
    "us-social-security-number, ssn 078-05-1120., 4, 15",
    "cn-resident-identity-number, 11010519491231002X, 0, 18",
  })
  void findsPersonalData(String name, String text, int start, int end) {
    assertThat(people.find(new Passage("stdin", text)))
        .extracting(Finding::detector, Finding::start, Finding::end)
        .containsExactly(org.assertj.core.api.Assertions.tuple(name, start, end));
  }

  @ParameterizedTest
  @CsvSource({
    "4111111111111112",
    "1700000000000",
    "0.4111111111111111",
    "GB82 WEST 1234 5698 7654 33",
    "000-12-3456",
    "110105194912310021",
    "@decorator",
    "a @ b",
    "x = y +12",
    "2026-11-21 10:11:12",
  })
  void takesNoOtherNumberForThem(String text) {
    assertThat(names(people, text)).isEmpty();
  }

  private static List<String> names(Detector detector, String text) {
    return detector.find(new Passage("code", text)).stream().map(Finding::detector).toList();
  }

  private static String base64(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
