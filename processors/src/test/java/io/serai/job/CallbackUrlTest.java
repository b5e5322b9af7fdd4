package io.serai.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CallbackUrlTest {

  @Test
  void readsAUrl() {
    CallbackUrl url = CallbackUrl.of("HTTPS://Hooks.Example.ORG./a%20b?c=d");

    assertThat(url.destination()).hasToString("hooks.example.org:443");
    assertThat(url.https()).isTrue();
    assertThat(url.target()).isEqualTo("/a%20b?c=d");
    assertThat(CallbackUrl.of("http://[::1]:8080").destination())
        .hasToString("[0:0:0:0:0:0:0:1]:8080");
    assertThat(CallbackUrl.of("http://example.org").target()).isEqualTo("/");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://2130706433/",
        "https://0x7f000001/",
        "https://0177.0.0.1/",
        "https://127.1/",
        "https://127.0.0.1.:443@example.org/",
        "https://user:word@example.org/",
        "https://example.org@127.0.0.1/",
        "https://example.org\\@127.0.0.1/",
        "https://example.org#@127.0.0.1/",
        "https://example.org:0/",
        "https://example.org:65536/",
        "https://exa mple.org/",
        "https://ex\u0430mple.org/",
        "https://[fe80::1%25eth0]/",
        "https:///path",
        "https:example.org",
        "//example.org/",
        "file:///etc/passwd",
        "ftp://example.org/",
        "",
      })
  void refuses(String text) {
    assertThatThrownBy(() -> CallbackUrl.of(text)).isInstanceOf(IllegalArgumentException.class);
  }
}
