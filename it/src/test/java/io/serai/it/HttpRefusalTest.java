package io.serai.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What cannot become a job is told so, and harms nothing. */
class HttpRefusalTest extends HttpFixture {

  static Stream<Arguments> badRequests() {
    return Stream.of(
        Arguments.of("{", 400, "body is not JSON at line 1"),
        Arguments.of("[]", 400, "body is not a JSON object; send one job as an object"),
        Arguments.of(
            "{'language':'python','code':'1','colour':'red'}",
            400,
            "field 'colour' is unknown; allowed: id, idempotencyKey, idempotent, tenant"),
        Arguments.of(
            "{'language':'python','code':1}",
            400,
            "/code: value 1 is not allowed; type must be \"string\""),
        Arguments.of("{'language':'python'}", 400, "field 'code' is missing; it is required"),
        Arguments.of(
            "{'language':'perl','code':'1'}",
            400,
            "/language: value \"perl\" is not allowed; enum must be [\"python\",\"node\"]"),
        Arguments.of(
            "{'language':'python','code':'1','tenant':'nobody'}",
            403,
            "tenant 'nobody' is unknown; add it to policies/allowlist.yaml"),
        Arguments.of(
            "{'language':'python','code':'1','files':[{'path':'../x','content':''}]}",
            400,
            "/files/0/path: path '../x' leaves the working folder"));
  }

  @ParameterizedTest
  @MethodSource("badRequests")
  void saysWhatIsWrongWithABadRequest(String body, int status, String detail) throws Exception {
    for (String path : new String[] {"/execute", "/v1/jobs"}) {
      HttpResponse<String> answer = hub.post(path, quoted(body));

      assertThat(answer.statusCode()).isEqualTo(status);
      assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
      assertThat(json(answer).path("detail").asText()).startsWith(detail);
    }
    assertStillRuns();
  }

  @Test
  void refusesABodyThatIsNotUtf8() throws Exception {
    HttpResponse<String> answer =
        hub.post("/execute", new byte[] {'{', '"', (byte) 0xff, '"', '}'});

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(json(answer).path("detail").asText())
        .isEqualTo("body is not UTF-8 (RFC 8259, section 8.1); encode it as UTF-8");
  }

  @Test
  void refusesABodyOf50Megabytes() throws Exception {
    byte[] body = new byte[50 << 20];
    Arrays.fill(body, (byte) ' ');

    int status;
    try {
      status = hub.post("/execute", body).statusCode();
    } catch (IOException e) {
      // The hub answers and hangs up while the client still sends: this client then may not see
      // the answer, so it is read with one that does.
      status = statusOfLargeUpload();
    }
    assertThat(status).isEqualTo(413);
    assertStillRuns();
  }

  private static int statusOfLargeUpload() throws IOException {
    try (var socket = new java.net.Socket(InetAddress.getLoopbackAddress(), hub.port())) {
      socket
          .getOutputStream()
          .write(
              ("POST /execute HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                      + "Content-Length: 52428800\r\n\r\n{")
                  .getBytes(StandardCharsets.US_ASCII));
      socket.getOutputStream().flush();
      BufferedReader in =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
      return Integer.parseInt(String.valueOf(in.readLine()).substring(9, 12));
    }
  }

  @Test
  void refusesAnotherMediaType() throws Exception {
    HttpResponse<String> answer =
        hub.post(
            "/execute", "language=python", "Content-Type", "application/x-www-form-urlencoded");

    assertThat(answer.statusCode()).isEqualTo(415);
    assertThat(json(answer).path("detail").asText())
        .isEqualTo(
            "content type 'application/x-www-form-urlencoded' is not supported; allowed:"
                + " application/json, application/cloudevents+json");
  }

  @Test
  void refusesWhatTheContractDoesNotHave() throws Exception {
    assertThat(hub.get("/nowhere").statusCode()).isEqualTo(404);
    HttpResponse<String> wrongMethod = hub.send("PUT", "/execute");
    assertThat(wrongMethod.statusCode()).isEqualTo(405);
    assertThat(wrongMethod.headers().firstValue("Allow")).hasValue("POST");
    assertThat(hub.get("/v1/jobs/7").statusCode()).isEqualTo(400);
    assertThat(hub.get("/v1/jobs/" + UUID.randomUUID()).statusCode()).isEqualTo(404);
    assertThat(hub.get("/v1/jobs?limit=0").statusCode()).isEqualTo(400);
  }
}
