package io.serai.hub.replay;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.serai.hub.replay.Comparison.Field;
import io.serai.job.Cost;
import io.serai.job.Result;
import io.serai.json.Json;
import java.math.BigDecimal;
import java.util.List;
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
    assertThat(compare(result("{}"), result("{}"))).allMatch(Field::same);
  }

  @Test
  void namesTheFirstLineThatDiffers() throws Exception {
    assertThat(compare(result("{}"), result("{\"stdout\": \"one\\n2\\n\"}")))
        .filteredOn(field -> !field.same())
        .containsExactly(new Field("stdout", false, 2, "two", "2"));
    assertThat(compare(result("{}"), result("{\"stdout\": \"one\\n\"}")))
        .filteredOn(field -> !field.same())
        .containsExactly(new Field("stdout", false, 2, "two", null));
  }

  @Test
  void comparesAmountsAndNotHowTheyAreWritten() throws Exception {
    Result same = result("{\"cost\": {\"amount\": 0.1, \"currency\": \"USD\", \"charges\": []}}");
    Result more = result("{\"cost\": {\"amount\": 0.2, \"currency\": \"USD\", \"charges\": []}}");

    assertThat(compare(result("{}"), same)).allMatch(Field::same);
    assertThat(compare(result("{}"), more)).contains(new Field("cost", false, null, "0.1", "0.2"));
  }

  @Test
  void tellsThatAJobIsRefusedNow() throws Exception {
    Result refused =
        result(
            "{\"status\": \"rejected\", \"exitCode\": null, \"stdout\": \"\","
                + " \"verdict\": {\"decision\": \"block\"}}");

    assertThat(compare(result("{}"), refused))
        .contains(
            new Field("status", false, null, "succeeded", "rejected"),
            new Field("exitCode", false, null, "0", null),
            new Field("verdict", false, null, "allow", "block"));
  }

  @Test
  void comparesWhatARunCostsByItsPoliciesAndSaysWhatItWasCharged() throws Exception {
    Cost then = new Cost(new BigDecimal("0.3"), "USD", List.of());

    assertThat(
            Comparison.of(
                result("{}"), result("{\"policies\": \"" + "ab".repeat(32) + "\"}"), any -> then))
        .contains(
            new Field("policies", false, null, null, "abababababab"),
            new Field("cost", true, null, "0.3", "0.3"),
            new Field("charged", true, null, "0.1", "0.1"));
  }

  private static List<Field> compare(Result first, Result replay) {
    return Comparison.of(first, replay, Result::cost);
  }

  private static Result result(String over) throws Exception {
    ObjectNode tree = (ObjectNode) Json.MAPPER.readTree(RESULT);
    tree.setAll((ObjectNode) Json.MAPPER.readTree(over));
    return Json.MAPPER.treeToValue(tree, Result.class);
  }
}
