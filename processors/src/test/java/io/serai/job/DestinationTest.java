package io.serai.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DestinationTest {

  @ParameterizedTest
  @CsvSource({
    "api.example.org:443, api.example.org:443",
    "API.Example.ORG.:443, api.example.org:443",
    "127.0.0.1:80, 127.0.0.1:80",
    "[::1]:80, [0:0:0:0:0:0:0:1]:80",
    "[::ffff:169.254.169.254]:80, 169.254.169.254:80",
  })
  void hasOneSpelling(String written, String read) {
    assertThat(Destination.of(written)).hasToString(read);
    assertThat(Destination.of(read)).isEqualTo(Destination.of(written));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "example.org",
        "example.org:0",
        "example.org:65536",
        "example.org:http",
        "2130706433:80",
        "0x7f000001:80",
        "127.1:80",
        "0177.0.0.1:80",
        "256.1.1.1:80",
        "[fe80::1%eth0]:80",
        "[not-an-address]:80",
        "a b:80",
        "a\n:80",
        "user@example.org:80",
        "*.example.org:80",
        "::1:80",
        ":80",
        "",
      })
  void refusesWhatIsNone(String text) {
    assertThatThrownBy(() -> Destination.of(text)).isInstanceOf(IllegalArgumentException.class);
  }
}
