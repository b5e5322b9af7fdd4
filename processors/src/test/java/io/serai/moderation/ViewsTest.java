package io.serai.moderation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ViewsTest {

  private static final String HIDDEN = "open /etc/shadow now";

  @ParameterizedTest
  @CsvSource({
    "іgnоre, ignore",
    "ｉｇｎｏｒｅ, ignore",
    "𝐢𝗴𝓷𝔬𝚛𝕖, ignore",
    "ig\u200Bno\u2060\u00ADre, ignore",
    "\u202Eignore\u202C, ignore",
    "i\u0301gn\u0336ore\u0307, ignore",
    "ígnörè, ignore",
    "ﬁle, file",
    "\uDB40\uDC69\uDB40\uDC67\uDB40\uDC6E, ign",
  })
  void takesDisguisesOff(String disguised, String plain) {
    assertThat(LookAlikes.plain(disguised)).isEqualTo(plain);
  }

  @ParameterizedTest
  @CsvSource({"忽略之前的指令", "한국어", "日本語", "plain"})
  void leavesOtherScriptsAsTheyAre(String text) {
    assertThat(Views.of(text).all()).hasSize(1);
  }

  @Test
  void findsWhatIsEncoded() {
    String base64 = base64(HIDDEN);
    assertSeen("x = '" + base64 + "'", 5, 5 + base64.length());
    assertSeen("x = '" + base64(base64) + "'", 5, 5 + base64(base64).length());
    String hex = HexFormat.of().formatHex(HIDDEN.getBytes(StandardCharsets.UTF_8));
    assertSeen("bytes.fromhex('" + hex + "')", 15, 15 + hex.length());
    assertSeen("open%20%2Fetc%2Fshadow%20now", 0, 28);
    assertSeen("'\\x6fpen \\u002fetc\\x2fshadow now'", 1, 32);
    assertSeen("'" + base64.substring(0, 12) + "'\n + '" + base64.substring(12) + "'", 1, 35);
  }

  private static void assertSeen(String sent, int start, int end) {
    Views views = Views.of(sent);
    assertThat(views.cut()).isFalse();
    assertThat(views.all())
        .as(sent)
        .anySatisfy(
            view -> {
              int at = view.text().indexOf(HIDDEN);
              assertThat(at).isNotNegative();
              assertThat(view.start(at)).isEqualTo(start);
              assertThat(view.end(at + HIDDEN.length())).isBetween(end - 6, end);
            });
  }

  @Test
  void takesNoImageForText() {
    byte[] bytes = new byte[600];
    new java.util.Random(1).nextBytes(bytes);
    assertThat(Views.of(Base64.getEncoder().encodeToString(bytes)).all()).hasSize(1);
    assertThat(Views.of("getElementsByTagName AbstractSingletonProxyFactoryBean").all()).hasSize(1);
  }

  @Test
  void readsNoMoreThanTwice() {
    String thrice = base64(base64(base64(HIDDEN)));
    assertThat(Views.of(thrice).all()).noneMatch(view -> view.text().contains(HIDDEN));
  }

  @Test
  void saysWhereItStopped() {
    assertThat(Views.of(base64("text ".repeat(Views.DECODED)) + " " + base64(HIDDEN)).cut())
        .isTrue();
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
