package io.serai.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.job.Verdict.Decision;
import io.serai.json.Json;
import java.util.List;
import org.junit.jupiter.api.Test;

class VerdictTest {

  @Test
  void readsWhatWasStoredBeforeThereWereFindings() throws Exception {
    Verdict stored =
        Json.MAPPER.readValue(
            "{\"decision\":\"flag\",\"rule\":\"native-code\",\"reason\":\"it calls native code\"}",
            Verdict.class);

    assertThat(stored)
        .isEqualTo(new Verdict(Decision.FLAG, "native-code", "it calls native code", List.of()));
  }

  @Test
  void keepsItsFindings() throws Exception {
    Finding finding = new Finding("iban", "personal-data", Severity.HIGH, 1, "files/0", 3, 25);
    Verdict verdict = new Verdict(Decision.ALLOW, null, null, List.of(finding));
    String stored = Json.MAPPER.writeValueAsString(verdict);

    assertThat(stored).contains("\"severity\":\"high\"").contains("\"start\":3");
    assertThat(Json.MAPPER.readValue(stored, Verdict.class)).isEqualTo(verdict);
    assertThat(Json.MAPPER.writeValueAsString(Verdict.ALLOW)).isEqualTo("{\"decision\":\"allow\"}");
  }
}
