package io.serai.sandbox.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TargetTest {

  @ParameterizedTest
  @CsvSource({
    "http://a.example.org/x?y=1, a.example.org:80, /x?y=1",
    "HTTP://A.example.org:8080, a.example.org:8080, /",
    "http://a.example.org?y, a.example.org:80, /?y",
    "http://[2001:db8::1]/x, [2001:db8:0:0:0:0:0:1]:80, /x",
    "http://[2001:db8::1]:81/x@y, [2001:db8:0:0:0:0:0:1]:81, /x@y",
  })
  void readsTheAbsoluteForm(String uri, String destination, String path) throws Exception {
    Target target = Target.ofRequest(uri);

    assertThat(target.destination()).hasToString(destination);
    assertThat(target.path()).isEqualTo(path);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/x",
        "*",
        "",
        "ftp://a.example.org/",
        "http:///x",
        "http://a.example.org@b.example.org/",
        "http://a.example.org:80@b.example.org/",
        "http://a.example.org\\@b.example.org/",
        "http://2852039166/",
      })
  void refusesEveryOther(String uri) {
    assertThatThrownBy(() -> Target.ofRequest(uri)).isInstanceOf(Refusal.class);
  }
}
