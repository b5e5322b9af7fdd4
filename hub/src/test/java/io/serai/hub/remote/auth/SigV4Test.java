package io.serai.hub.remote.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Holds the verifier against the examples that AWS has published. */
class SigV4Test {

  private static final String SECRET = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
  private static final String EMPTY =
      "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
  private static final SigV4 IAM = new SigV4("20150830/us-east-1/iam/aws4_request", SECRET);
  private static final SigV4 SUITE = new SigV4("20150830/us-east-1/service/aws4_request", SECRET);

  private static final Received LIST_USERS =
      request(
          "GET",
          "/?Action=ListUsers&Version=2010-05-08",
          Map.of(
              "content-type", "application/x-www-form-urlencoded; charset=utf-8",
              "host", "iam.amazonaws.com",
              "x-amz-date", "20150830T123600Z"));

  @Test
  void agreesWithTheWorkedExampleOfTheSpecification() throws Exception {
    List<String> signed = List.of("content-type", "host", "x-amz-date");

    assertThat(
            SigV4.hash(SigV4.canonical(LIST_USERS, signed, EMPTY).getBytes(StandardCharsets.UTF_8)))
        .isEqualTo("f536975d06c0309214f805bb90ccff089219ecd68b2577efef23edd43b7e1a59");
    assertThat(HexFormat.of().formatHex(IAM.signingKey()))
        .isEqualTo("c4afb1cc5771d871763a393e44b703571b55cc28424d1a5e86da6ed3c154a4b9");
    assertThat(IAM.signature(LIST_USERS, signed, EMPTY))
        .isEqualTo("5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7");
  }

  @Test
  void agreesWithTheTestSuiteOfAws() throws Exception {
    assertThat(suite("GET"))
        .isEqualTo("5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31");
    assertThat(suite("POST"))
        .isEqualTo("5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b");
  }

  private static String suite(String method) throws Exception {
    Received vanilla =
        request(
            method, "/", Map.of("host", "example.amazonaws.com", "x-amz-date", "20150830T123600Z"));
    return SUITE.signature(vanilla, List.of("host", "x-amz-date"), EMPTY);
  }

  private static Received request(String method, String target, Map<String, String> headers) {
    return new Received(method, URI.create(target), headers, new byte[0]);
  }
}
