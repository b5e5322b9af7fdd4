package io.serai.hub.replay;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.serai.hub.replay.Comparison.Field;
import io.serai.job.Result;
import io.serai.json.Json;
import org.junit.jupiter.api.Test;

class ComparisonTest {

  private static final String RESULT =
      """
      {"jobId": "01a1fcd7-0000-7000-8000-000000000000", "status": "succeeded", "exitCode": 0,
       "stdout": "one\\ntwo\\n", "stderr": "", "truncated": false, "images": [],
       "usage": {"wallMs": 1, "cpuMs": 1, "memoryPeakBytes": 1},
       "cost": {"amount": 0.10, "currency": "USD", "charges": []},
       "verdict": {"decision": "allow"},
       "timings": [], "traceId": "0af7651916cd43dd8448eb211c80319c", "labels": {}}
      """;

  @Test
  void findsNothingDifferentInTheSameResult() throws Exception {
    assertThat(Comparison.of(result("{}"), result("{}"))).allMatch(Field::same);
  }

  @Test
  void namesTheFirstLineThatDiffers() throws Exception {
    assertThat(Comparison.of(result("{}"), result("{\"stdout\": \"one\\n2\\n\"}")))
        .filteredOn(field -> !field.same())
        .containsExactly(new Field("stdout", false, 2, "two", "2"));
    assertThat(Comparison.of(result("{}"), result("{\"stdout\": \"one\\n\"}")))
        .filteredOn(field -> !field.same())
        .containsExactly(new Field("stdout", false, 2, "two", null));
  }

  @Test
  void comparesAmountsAndNotHowTheyAreWritten() throws Exception {
    Result same = result("{\"cost\": {\"amount\": 0.1, \"currency\": \"USD\", \"charges\": []}}");
    Result more = result("{\"cost\": {\"amount\": 0.2, \"currency\": \"USD\", \"charges\": []}}");

    assertThat(Comparison.of(result("{}"), same)).allMatch(Field::same);
    assertThat(Comparison.of(result("{}"), more))
        .contains(new Field("cost", false, null, "0.1", "0.2"));
  }

  @Test
  void tellsThatAJobIsRefusedNow() throws Exception {
    Result refused =
        result(
            "{\"status\": \"rejected\", \"exitCode\": null, \"stdout\": \"\","
                + " \"verdict\": {\"decision\": \"block\"}}");

    assertThat(Comparison.of(result("{}"), refused))
        .contains(
            new Field("status", false, null, "succeeded", "rejected"),
            new Field("exitCode", false, null, "0", null),
            new Field("verdict", false, null, "allow", "block"));
  }

  private static Result result(String over) throws Exception {
    ObjectNode tree = (ObjectNode) Json.MAPPER.readTree(RESULT);
    tree.setAll((ObjectNode) Json.MAPPER.readTree(over));
    return Json.MAPPER.treeToValue(tree, Result.class);
  }
}
