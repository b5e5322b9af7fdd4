package io.serai.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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

  /** What all jobs of the tenant that has no budget cost. */
  private static BigDecimal all = BigDecimal.ZERO;

  @BeforeAll
  static void start() throws Exception {
    Path home = directory.resolve("home");
    Homes.copy(home);
    Files.writeString(home.resolve("policies/tenants.yaml"), TENANTS);
    hub = StartedHub.start(home, directory.resolve("state"), Map.of("serai.docker.host", ""));
  }

  @Test
  void addsUpWhatJobsCostAndTellsWhatTheMonthWillCome() throws Exception {
    charged();
    charged();

    JsonNode line =
        Awaitility.await()
            .until(
                () -> json(hub.get("/v1/costs?by=tenant,cloud&tenant=default")).at("/costs/0"),
                found -> found.path("amount").decimalValue().compareTo(all) == 0);

    assertThat(line.path("tenant").asText()).isEqualTo("default");
    assertThat(line.path("cloud").asText()).isEqualTo("private");
    assertThat(line.path("currency").asText()).isEqualTo("USD");
    assertThat(line.path("forecast").decimalValue()).isGreaterThanOrEqualTo(all);
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
  void countsWhatItChargesByTheListInForce() throws Exception {
    assertThat(charged().at("/cost/charges"))
        .hasSize(3)
        .allSatisfy(
            each -> {
              assertThat(each.path("priceVersion").asText()).matches("2026-01-01-[0-9a-f]{8}");
              assertThat(each.path("cloud").asText()).isEqualTo("private");
            });
    // Counters are doubles: a sum of charges below one is right to 15 digits.
    Awaitility.await()
        .untilAsserted(() -> assertThat(counted()).isCloseTo(all.doubleValue(), within(1e-15)));
    Awaitility.await()
        .untilAsserted(
            () ->
                assertThat(
                        json(hub.get("/v1/costs?tenant=default"))
                            .at("/costs/0/amount")
                            .decimalValue())
                    .isEqualByComparingTo(all));
  }

  /** What the counters at {@code /metrics} say that jobs of the tenant cost. */
  private static double counted() throws Exception {
    return hub.get("/metrics")
        .body()
        .lines()
        .filter(line -> line.startsWith("job_cost_total{") && line.contains("tenant=\"default\""))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  @Test
  void tellsWhatTheSameWouldHaveComeToAtOtherPrices() throws Exception {
    charged();
    Path prices =
        Files.writeString(
            directory.resolve("prices.yaml"),
            """
            currency: USD
            lists:
              - from: 2026-01-01
                prices: { default: { cpuSecond: 0.000048, gbSecond: 0.000005, run: 0 } }
            """);

    CommandLine.Ended told =
        Awaitility.await()
            .until(
                () -> reprice(prices, "--by", "tenant"), ended -> ended.out().contains("default"));

    assertThat(told.errors()).isEmpty();
    String[] line =
        told.out()
            .lines()
            .filter(each -> each.startsWith("default"))
            .findFirst()
            .orElseThrow()
            .split(" +", 6);
    BigDecimal charged = new BigDecimal(line[1]);
    assertThat(charged).isPositive();
    assertThat(new BigDecimal(line[3]))
        .isCloseTo(charged.multiply(BigDecimal.valueOf(2)), within(new BigDecimal("0.000000010")));
    assertThat(new BigDecimal(line[5]))
        .isEqualByComparingTo(new BigDecimal(line[3]).subtract(charged));

    Files.writeString(prices, "currency: USD");
    assertThat(reprice(prices).errors()).contains("either 'prices' or 'lists' is required");
  }

  private static CommandLine.Ended reprice(Path prices, String... options) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of("costs", "reprice", "--url", hub.uri("").toString(), "--prices", prices + ""));
    command.addAll(List.of("--home", StartedHub.HOME.toString()));
    command.addAll(List.of(options));
    return CommandLine.run(directory, command.toArray(String[]::new));
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

  /** The result of another job of the tenant that has no budget. */
  private static JsonNode charged() throws Exception {
    JsonNode result = ok(JOB.formatted("default"));
    all = all.add(result.at("/cost/amount").decimalValue());
    return result;
  }
}
