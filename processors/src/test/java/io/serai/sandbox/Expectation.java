package io.serai.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.serai.job.Artifact;
import io.serai.job.Failure;
import io.serai.job.StopReason;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a table expects of a program: fields of its result. */
final class Expectation {

  private final JsonNode fields;

  Expectation(JsonNode fields) {
    this.fields = fields;
    assertThat(fields.size()).isPositive();
  }

  void check(RunResult result) {
    Set<Map.Entry<String, JsonNode>> expected = fields.properties();
    for (Map.Entry<String, JsonNode> field : expected) {
      check(field.getKey(), field.getValue(), result);
    }
  }

  private static void check(String field, JsonNode expected, RunResult result) {
    String description = field + " of " + summary(result);
    if (field.equals("artifacts")) {
      assertThat(contents(result)).as(description).isEqualTo(contents(expected));
      return;
    }
    String actual = text(field, result);
    if (expected.isNull()) {
      assertThat(actual).as(description).isNull();
    } else if (isPattern(expected.asText())) {
      assertThat(actual).as(description).isNotNull().containsPattern(pattern(expected.asText()));
    } else {
      assertThat(actual).as(description).isEqualTo(expected.asText());
    }
  }

  private static @Nullable String text(String field, RunResult result) {
    Failure error = result.report().error();
    StopReason reason = result.stopReason();
    return switch (field) {
      case "status" -> result.status().word();
      case "stopReason" -> reason == null ? null : reason.word();
      case "exitCode" -> result.exitCode() == null ? null : String.valueOf(result.exitCode());
      case "signal" -> result.signal();
      case "stdout" -> result.stdout();
      case "stderr" -> result.stderr();
      case "stdoutLength" -> String.valueOf(result.stdout().length());
      case "truncated" -> String.valueOf(result.truncated());
      case "value" -> result.report().value();
      case "error" -> error == null ? null : error.name() + ": " + error.message();
      case "images" -> String.valueOf(result.report().images().size());
      case "artifactCount" -> String.valueOf(result.artifacts().size());
      default -> throw new IllegalArgumentException("field '" + field + "' is unknown");
    };
  }

  private static boolean isPattern(String text) {
    return text.length() > 1 && text.startsWith("/") && text.endsWith("/");
  }

  private static Pattern pattern(String text) {
    return Pattern.compile(text.substring(1, text.length() - 1), Pattern.DOTALL);
  }

  private static Map<String, String> contents(RunResult result) {
    Map<String, String> contents = new TreeMap<>();
    for (Artifact artifact : result.artifacts()) {
      contents.put(artifact.path(), new String(artifact.content(), StandardCharsets.UTF_8));
    }
    return contents;
  }

  private static Map<String, String> contents(JsonNode expected) {
    Map<String, String> contents = new TreeMap<>();
    expected.properties().forEach(each -> contents.put(each.getKey(), each.getValue().asText()));
    return contents;
  }

  private static String summary(RunResult result) {
    return "%s %s exit %s %s, stdout '%s', stderr '%s'"
        .formatted(
            result.status(),
            result.stopReason(),
            result.exitCode(),
            result.signal(),
            shortened(result.stdout()),
            shortened(result.stderr()));
  }

  private static String shortened(String text) {
    return text.length() < 800 ? text : text.substring(0, 800) + "...";
  }
}
