package io.serai.moderation;

import io.serai.job.Finding;
import io.serai.job.Severity;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.zip.CRC32;

/** Finds keys, tokens and passwords by the form that their issuers give them. */
final class Secrets implements Detector {

  private static final String BASE62 =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  private static final int CHECKSUM = 6;

  private static final String OPENAI_MARK = "T3BlbkFJ";

  /** Bits a character; words and placeholders have less. */
  private static final double RANDOM = 3.0;

  private record Form(String name, Severity severity, Predicate<String> check) {}

  private final List<Form> forms = new ArrayList<>();
  private final Lexicon lexicon;

  Secrets() {
    Lexicon.Builder words = new Lexicon.Builder(false);
    Predicate<String> random = Secrets::isRandom;
    add("private-key", "-----BEGIN ([A-Z0-9]+ )*PRIVATE KEY( BLOCK)?-----", any -> true, words);
    add("aws-access-key", "\\b(AKIA|ASIA|ABIA|ACCA)[A-Z2-7]{16}\\b", random, words);
    add(
        "aws-secret-key",
        "(?i)aws_?secret_?(access_?)?key[\"']?\\s*[:=]\\s*[\"']?[a-z0-9/+]{40}\\b",
        random,
        words);
    add("gcp-api-key", "\\bAIza[0-9A-Za-z_-]{35}", random, words);
    add("gcp-oauth", "\\b(GOCSPX-[0-9A-Za-z_-]{28}|ya29\\.[0-9A-Za-z_-]{30,200})", random, words);
    add("gcp-service-account", "\"private_key_id\"\\s*:\\s*\"[0-9a-f]{40}\"", random, words);
    add("azure-storage-key", "(?i)AccountKey=[A-Za-z0-9+/]{86}==", random, words);
    add("azure-client-secret", "8Q~[A-Za-z0-9_~.-]{31,34}", random, words);
    add("github-token", "\\bgh[pousr]_[A-Za-z0-9]{36}\\b", Secrets::isOfGitHub, words);
    add("github-token", "\\bgithub_pat_[A-Za-z0-9]{22}_[A-Za-z0-9]{59}\\b", random, words);
    add("gitlab-token", "\\bgl(pat|ptt|dt|rt|cbt)-[A-Za-z0-9_-]{20}", random, words);
    add("slack-token", "\\bxox[abeoprs]-[A-Za-z0-9-]{20,200}", random, words);
    add(
        "slack-webhook",
        "hooks\\.slack\\.com/services/T[A-Z0-9]{8,12}/B[A-Z0-9]{8,12}/[A-Za-z0-9]{20,30}",
        random,
        words);
    add("stripe-key", "\\b[sr]k_(live|test)_[A-Za-z0-9]{16,200}\\b", random, words);
    add("anthropic-key", "\\bsk-ant-[a-z]+[0-9]{2}-[A-Za-z0-9_-]{80,120}", random, words);
    add(
        "openai-key",
        "\\bsk-[A-Za-z0-9_-]{40,200}",
        key -> key.contains(OPENAI_MARK) && isRandom(key),
        words);
    add("npm-token", "\\bnpm_[A-Za-z0-9]{36}\\b", random, words);
    add("hugging-face-token", "\\bhf_[A-Za-z]{34}\\b", random, words);
    add(
        "jwt",
        "\\beyJ[A-Za-z0-9_-]{10,250}\\.eyJ[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]{16,}",
        Secrets::isJwt,
        words);
    this.lexicon = words.build();
  }

  private void add(String name, String pattern, Predicate<String> check, Lexicon.Builder words) {
    Severity severity = name.equals("jwt") ? Severity.MEDIUM : Severity.HIGH;
    Optional<Expression> expression = Expression.of(pattern);
    words.expression(forms.size(), expression.orElseThrow(() -> notSimple(pattern)));
    forms.add(new Form(name, severity, check));
  }

  private static IllegalStateException notSimple(String pattern) {
    return new IllegalStateException("form '" + pattern + "' is not simple; begin with a text");
  }

  @Override
  public List<Finding> find(Passage passage) {
    List<Finding> findings = new ArrayList<>();
    char[] text = passage.text().toCharArray();
    boolean all =
        lexicon.scan(
            text,
            new Effort(text.length),
            (owner, start, end) -> {
              Form form = forms.get(owner);
              if (form.check().test(passage.text().substring(start, end))) {
                findings.add(finding(form, passage, start, end));
              }
            });
    if (!all) {
      findings.add(Rules.effort(passage));
    }
    return findings;
  }

  private static Finding finding(Form form, Passage passage, int start, int end) {
    return new Finding(form.name(), "secret", form.severity(), 1, passage.field(), start, end);
  }

  /** Shannon's entropy of its characters: placeholders repeat a few. */
  static boolean isRandom(String text) {
    int[] counts = new int[128];
    int length = 0;
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < 128) {
        counts[text.charAt(i)]++;
        length++;
      }
    }
    double bits = 0;
    for (int count : counts) {
      double share = (double) count / length;
      bits -= count == 0 ? 0 : share * Math.log(share) / Math.log(2);
    }
    return bits >= RANDOM;
  }

  /** The last six characters are the CRC-32 of the random ones before them, in base 62. */
  private static boolean isOfGitHub(String token) {
    String random = token.substring(token.indexOf('_') + 1, token.length() - CHECKSUM);
    CRC32 crc = new CRC32();
    crc.update(random.getBytes(StandardCharsets.US_ASCII));
    StringBuilder checksum = new StringBuilder();
    for (long left = crc.getValue(); checksum.length() < CHECKSUM; left /= BASE62.length()) {
      checksum.insert(0, BASE62.charAt((int) (left % BASE62.length())));
    }
    return token.endsWith(checksum.toString());
  }

  /** Its header is JSON that names an algorithm (RFC 7519). */
  private static boolean isJwt(String token) {
    try {
      byte[] header = Base64.getUrlDecoder().decode(token.substring(0, token.indexOf('.')));
      return new String(header, StandardCharsets.UTF_8).contains("\"alg\"");
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
