package io.serai.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What jobs cost, and what a tenant may spend. */
@SuppressWarnings("NullAway.Init") // JUnit starts the hub before the first test.
class CostsTest extends HttpCalls {

  private static final String JOB =
      "{'tenant':'%s','language':'python','code':'print(sum(range(10**6)))'}";
  private static final String TENANTS =
      """
      default: { weight: 1 }
      tenants:
        demo: { budget: { soft: 0.0000001, hard: 0.0000002 } }
      """;

  @TempDir private static Path directory;

  @BeforeAll
  static void start() throws Exception {
    Path home = directory.resolve("home");
    Homes.copy(home);
    Files.writeString(home.resolve("policies/tenants.yaml"), TENANTS);
    hub = StartedHub.start(home, directory.resolve("state"), Map.of("serai.docker.host", ""));
  }

  @Test
  void addsUpWhatJobsCostAndTellsWhatTheMonthWillCome() throws Exception {
    BigDecimal one = cost(ok(JOB.formatted("default")));
    BigDecimal two = cost(ok(JOB.formatted("default")));

    JsonNode line =
        Awaitility.await()
            .until(
                () -> json(hub.get("/v1/costs?by=tenant,cloud&tenant=default")).at("/costs/0"),
                found -> found.path("amount").decimalValue().compareTo(one.add(two)) == 0);

    assertThat(line.path("tenant").asText()).isEqualTo("default");
    assertThat(line.path("cloud").asText()).isEqualTo("private");
    assertThat(line.path("currency").asText()).isEqualTo("USD");
    assertThat(line.path("forecast").decimalValue()).isGreaterThanOrEqualTo(one.add(two));
    CommandLine.Ended told =
        CommandLine.run(
            directory,
            "costs",
            "--url",
            hub.uri("").toString(),
            "--by",
            "tenant,kind",
            "--tenant",
            "default");
    assertThat(told.errors()).isEmpty();
    assertThat(told.out())
        .contains("tenant   kind        amount", "default  cpu-second  ", "default  gb-second   ");
  }

  @Test
  void refusesWhoHasSpentItsBudget() throws Exception {
    assertThat(execute(JOB.formatted("demo")).statusCode()).isEqualTo(200);

    HttpResponse<String> refused =
        Awaitility.await()
            .until(() -> execute(JOB.formatted("demo")), answer -> answer.statusCode() != 200);

    assertThat(refused.statusCode()).as(refused.body()).isEqualTo(402);
    assertThat(json(refused).path("type").asText()).isEqualTo("urn:serai:problem:budget-spent");
    assertThat(json(refused).path("detail").asText())
        .contains("tenant 'demo' has spent ", " USD this month; allowed: 0.0000002;");
  }

  @Test
  void saysWhatIsWrongWithAQuestion() throws Exception {
    assertThat(json(hub.get("/v1/costs?by=colour")).path("detail").asText())
        .isEqualTo(
            "by 'colour' is unknown; allowed, with commas between: day, tenant, cloud, target, kind");
    assertThat(json(hub.get("/v1/costs?since=yesterday")).path("detail").asText())
        .contains("since 'yesterday' is not a day");
    assertThat(hub.get("/v1/costs?since=2026-02-01&until=2026-01-01").statusCode()).isEqualTo(400);
  }

  private static BigDecimal cost(JsonNode result) {
    return result.at("/cost/amount").decimalValue();
  }
}
