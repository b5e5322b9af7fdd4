package io.serai.hub.trial;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.serai.json.Json;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExpectationTest {

  private static final JsonPointer AT = JsonPointer.compile("/tests/0/out");

  private static List<Miss> misses(String expected, String actual) throws JsonProcessingException {
    return Expectation.misses(
        AT, "out", Json.MAPPER.readTree(expected), Json.MAPPER.readTree(actual));
  }

  @Test
  void letsObjectsHoldMoreAndNumbersBeWrittenOtherwise() throws Exception {
    assertThat(misses("{\"a\": {\"b\": 1}}", "{\"a\": {\"b\": 1.0, \"c\": 2}, \"d\": 3}"))
        .isEmpty();
    assertThat(misses("{\"a\": [{\"b\": 1}]}", "{\"a\": [{\"b\": 1, \"c\": 2}]}")).isEmpty();
    assertThat(misses("{}", "{\"a\": 1}")).isEmpty();
  }

  @Test
  void tellsEachDifferenceWithItsPlace() throws Exception {
    assertThat(
            misses(
                "{\"a\": [1, {\"b\": \"x\"}], \"c\": {\"d\": true}, \"e\": null}",
                "{\"a\": [1, {\"b\": \"y\"}], \"c\": 7}"))
        .containsExactly(
            new Miss(AT.append(JsonPointer.compile("/a/1/b")), "out.a[1].b", "\"x\"", "\"y\""),
            new Miss(AT.appendProperty("c"), "out.c", "{\"d\":true}", "7"),
            new Miss(AT.appendProperty("e"), "out.e", "null", "nothing"));
  }

  @Test
  void takesNoListForOneOfAnotherLength() throws Exception {
    assertThat(misses("{\"a\": []}", "{\"a\": [1]}")).hasSize(1);
    assertThat(misses("{\"a\": [1]}", "{\"a\": []}")).hasSize(1);
    assertThat(misses("{\"a\": {}}", "{}")).hasSize(1);
  }

  @Test
  void tellsWhatCameWhereAStageDidTheOther() throws Exception {
    JsonNode refused = Json.MAPPER.readTree("{\"refused\": {\"code\": \"c\"}}");
    JsonNode test = Json.MAPPER.readTree("{\"name\": \"n\", \"in\": {}, \"out\": {}}");

    assertThat(StageTest.of(JsonPointer.compile("/tests/0"), test).misses(refused))
        .containsExactly(new Miss(AT, "out", "{}", "refused {\"code\":\"c\"}"));
  }
}
