package io.serai.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.serai.json.Json;
import org.junit.jupiter.api.Test;

class JobTemplateTest {

  private static final String PAYLOAD =
      """
      {"action": "opened", "n": 7, "none": null, "pr": {"title": "a ${ .n } \\" b }"},
       "commits": [{"id": "a"}, {"id": "b"}]}
      """;

  @Test
  void putsThePayloadIn() throws Exception {
    JsonNode job =
        template(
                """
                {"code": "print(1)", "stdin": "${ . }", "priority": 3,
                 "files": [{"path": "p", "content": "${ tojson | @base64 }"}],
                 "labels": {"pr": "${ .action }: ${ .n }", "ids": "${ .commits[].id }",
                   "odd": "${ {a: \\"}\\"} | .a }", "none": "[${ .none }${ .missing }]"}}
                """)
            .fill(Json.MAPPER.readTree(PAYLOAD));

    assertThat(Json.MAPPER.readTree(job.path("stdin").textValue()))
        .isEqualTo(Json.MAPPER.readTree(PAYLOAD));
    assertThat(Json.MAPPER.readTree(job.at("/files/0/content").binaryValue()))
        .isEqualTo(Json.MAPPER.readTree(PAYLOAD));
    assertThat(job.at("/labels/pr").textValue()).isEqualTo("opened: 7");
    assertThat(job.at("/labels/ids").textValue()).isEqualTo("a\nb");
    assertThat(job.at("/labels/odd").textValue()).isEqualTo("}");
    assertThat(job.at("/labels/none").textValue()).isEqualTo("[]");
    assertThat(job.path("code").textValue()).isEqualTo("print(1)");
    assertThat(job.path("priority").intValue()).isEqualTo(3);
  }

  @Test
  void neverReadsAPayloadAsAnExpression() throws Exception {
    JsonNode job =
        template("{\"labels\": {\"title\": \"${ .pr.title }\"}}")
            .fill(Json.MAPPER.readTree(PAYLOAD));

    assertThat(job.at("/labels/title").textValue()).isEqualTo("a ${ .n } \" b }");
  }

  @Test
  void takesAPayloadIntoCodeOnlyWhenAskedTo() throws Exception {
    JobTemplate template = template("{\"code\": \"print(${ .n })\"}");

    assertThat(template.problems(true)).isEmpty();
    assertThat(template.problems(false))
        .singleElement()
        .hasToString(
            "/code: code has an expression, so that a payload could say what runs; pass it as"
                + " stdin, or set 'unsafe: true'");
  }

  @Test
  void doesNotQuoteThePayloadThatDoesNotFit() throws Exception {
    JobTemplate template = template("{\"stdin\": \"${ .action | keys }\"}");

    assertThatThrownBy(() -> template.fill(Json.MAPPER.readTree(PAYLOAD)))
        .hasMessage("template's expression at '/stdin' does not fit the payload");
  }

  private static JobTemplate template(String json) throws Exception {
    return new JobTemplate(Json.MAPPER.readTree(json));
  }
}
