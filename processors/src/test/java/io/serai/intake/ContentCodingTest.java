package io.serai.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.serai.access.Principal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContentCodingTest {

  private static final int MAX = 1 << 20;
  private static final byte[] JOB = "{\"code\":\"1\"}".getBytes(StandardCharsets.UTF_8);

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "GZIP", " x-gzip "})
  void inflates(String coding) throws IOException {
    RawMessage plain = ContentCoding.undo(message(coding, gzip(JOB)), MAX);

    assertThat(plain.body()).isEqualTo(JOB);
    assertThat(plain.attributes()).isEmpty();
  }

  @Test
  void leavesWhatIsNotCoded() {
    assertThat(ContentCoding.undo(message("identity", JOB), MAX).body()).isSameAs(JOB);
  }

  @ParameterizedTest
  @ValueSource(strings = {"br", "deflate", "zstd", "gzip, gzip", "compress"})
  void refusesAnyOtherCoding(String coding) {
    InvalidMessage refused = refused(message(coding, JOB));

    assertThat(refused.code()).isEqualTo(InvalidMessage.Code.UNSUPPORTED_CONTENT_CODING);
    assertThat(refused)
        .hasMessage("content coding '" + coding + "' is not supported; allowed: gzip, identity");
  }

  @Test
  void refusesWhatInflatesBeyondTheLargestBody() throws IOException {
    byte[] noise = new byte[MAX + 1];
    new java.util.Random(7).nextBytes(noise);

    assertThat(refused(message("gzip", gzip(noise))))
        .extracting(InvalidMessage::code)
        .isEqualTo(InvalidMessage.Code.BODY_TOO_LARGE);
  }

  @Test
  void refusesWhatInflatesOutOfProportion() throws IOException {
    InvalidMessage refused = refused(message("gzip", gzip(new byte[MAX / 2])));

    assertThat(refused.code()).isEqualTo(InvalidMessage.Code.BODY_TOO_LARGE);
    assertThat(refused).hasMessageEndingWith("and 100 times its compressed size");
  }

  @Test
  void refusesWhatIsCutOffOrNoGzip() throws IOException {
    byte[] whole = gzip(JOB);
    byte[] cut = java.util.Arrays.copyOf(whole, whole.length - 9);

    assertThat(refused(message("gzip", cut)).code())
        .isEqualTo(InvalidMessage.Code.MALFORMED_CONTENT_CODING);
    assertThat(refused(message("gzip", JOB)).code())
        .isEqualTo(InvalidMessage.Code.MALFORMED_CONTENT_CODING);
  }

  private static InvalidMessage refused(RawMessage message) {
    return catchThrowableOfType(InvalidMessage.class, () -> ContentCoding.undo(message, MAX));
  }

  private static RawMessage message(String coding, byte[] body) {
    return new RawMessage(
        Principal.LOCAL,
        "http",
        body,
        "application/json",
        Map.of("content-encoding", coding),
        null,
        null);
  }

  private static byte[] gzip(byte[] plain) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(plain);
    }
    return out.toByteArray();
  }
}
