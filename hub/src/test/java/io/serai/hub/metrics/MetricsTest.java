package io.serai.hub.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.micrometer.core.instrument.Counter;
import io.serai.hub.EndedWalks;
import io.serai.hub.http.HttpContract;
import io.serai.hub.http.HttpContract.PathItem;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is shown of walks, and how much of it there can be. */
class MetricsTest {

  private static final int MANY = 5_000;

  private final Metrics metrics = new Metrics();
  private final WalkMeters walks = new WalkMeters(metrics, trace -> true);

  @AfterEach
  void close() {
    metrics.close();
  }

  @Test
  void countsAWalkWithItsStagesVerdictPlaceAndCost() throws Exception {
    walks.export(EndedWalks.of("http", null, "failed", null));

    assertThat(text(null))
        .contains("jobs_total{status=\"failed\"} 1.0")
        .contains("jobs_total{status=\"succeeded\"} 0.0")
        .contains("failed_tasks_total{reason=\"failed\"} 1.0")
        .contains(
            "stage_latency_seconds_bucket{outcome=\"ok\",stage=\"recipients\",le=\"0.005\"} 1")
        .contains(
            "stage_latency_seconds_bucket{outcome=\"ok\",stage=\"recipients\",le=\"0.002\"} 0")
        .contains("moderation_verdicts_total{category=\"secret\",decision=\"flag\"} 1.0")
        .contains("placements_total{cloud=\"private\",provider=\"process\",target=\"local\"} 1.0")
        .contains(
            "job_cost_total{cloud=\"private\",currency=\"USD\",kind=\"run\",tenant=\"demo\"} 0.5");
  }

  @Test
  void leadsFromASampleToItsTrace() throws Exception {
    walks.export(EndedWalks.of("http", null, "succeeded", null));

    assertThat(text("application/openmetrics-text; version=1.0.0"))
        .endsWith("# EOF\n")
        .contains("# {span_id=\"8000000000000001\",trace_id=\"" + EndedWalks.TRACE + "\"} 0.009");
    assertThat(text("text/plain")).doesNotContain("trace_id");
  }

  @Test
  void leadsToNoTraceThatIsNotSent() throws Exception {
    new WalkMeters(metrics, trace -> false).export(EndedWalks.of("http", null, "succeeded", null));

    assertThat(text("application/openmetrics-text; version=1.0.0"))
        .contains("jobs_total{status=\"succeeded\"} 1.0")
        .doesNotContain("trace_id");
  }

  @Test
  void showsNoMoreSeriesHoweverManyTenantsAndCategoriesThereAre() throws Exception {
    for (int i = 0; i < MANY; i++) {
      walks.export(EndedWalks.of("tenant-" + i, "category-" + i));
    }

    assertThat(text(null).lines().filter(line -> !line.startsWith("#")).count()).isLessThan(1_000);
    assertThat(
            metrics.registry().find("job.cost").counters().stream()
                .mapToDouble(Counter::count)
                .sum())
        .as("what has no label of its own is counted all the same")
        .isCloseTo(MANY * 0.5, within(1e-6));
    assertThat(text(null)).contains("tenant=\"other\"").contains("category=\"other\"");
  }

  @Test
  void showsOnlyWhatIsNamed() throws Exception {
    walks.export(EndedWalks.of("http", null, "failed", null));

    String page =
        new String(
            metrics.page(null, List.of("jobs_total", "stage_latency_seconds")).text(),
            StandardCharsets.UTF_8);

    assertThat(page.lines().filter(line -> line.startsWith("# TYPE")))
        .containsExactlyInAnyOrder(
            "# TYPE jobs_total counter", "# TYPE stage_latency_seconds histogram");
    assertThat(page).contains("jobs_total{status=\"failed\"} 1.0");
  }

  @Test
  void namesARouteAsItsKamelet() {
    metrics.registry().counter("x", "routeId", "sandbox-process-sink-17").increment();
    metrics.registry().counter("x", "routeId", "sandbox-process-sink-4").increment();

    assertThat(text(null)).contains("x_total{route_id=\"sandbox-process-sink\"} 2.0");
  }

  @Test
  void namesAnEndpointAsTheContractDoes() {
    HttpContract contract =
        new HttpContract(Path.of(System.getProperty("serai.home"), "api/openapi.yaml"));

    assertThat(
            contract.item("/v1/jobs/01a1fcd7-0000-7000-8000-000000000001").map(PathItem::template))
        .contains("/v1/jobs/{id}");
    assertThat(contract.item("/v1/jobs/1/2/3")).isEqualTo(Optional.empty());
  }

  private String text(@Nullable String accept) {
    return new String(metrics.page(accept, List.of()).text(), StandardCharsets.UTF_8);
  }
}
