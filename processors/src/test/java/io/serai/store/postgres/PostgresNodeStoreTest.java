package io.serai.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.fleet.NodeReport;
import io.serai.fleet.Offer;
import io.serai.job.Language;
import io.serai.store.NodeStore.Reported;
import java.net.URI;
import java.sql.PreparedStatement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What nodes and hubs may expect of the registry, over a real PostgreSQL. */
@SuppressWarnings("NullAway.Init") // JUnit opens the store before each test.
class PostgresNodeStoreTest extends DatabaseFixture {

  private PostgresNodeStore store;

  @BeforeEach
  void openStores() {
    store = new PostgresNodeStore(database);
  }

  @Test
  void keepsWhatANodeSaidLast() {
    assertThat(store.report(report("a", "1", 0))).isTrue();
    assertThat(store.report(report("a", "1", 3))).isTrue();
    assertThat(store.report(report("b", "1", 5))).isTrue();

    assertThat(store.list())
        .extracting(Reported::report)
        .containsExactlyInAnyOrder(report("a", "1", 3), report("b", "1", 5));
    assertThat(store.list()).allMatch(each -> each.age().compareTo(Duration.ofSeconds(5)) < 0);
  }

  @Test
  void believesTheNewerOfTwoInstances() {
    store.report(report("a", "2", 0));

    assertThat(store.report(report("a", "1", 9))).isFalse();
    assertThat(store.report(report("a", "3", 7))).isTrue();
    assertThat(store.list()).extracting(Reported::report).containsExactly(report("a", "3", 7));
  }

  @Test
  void believesAnOlderInstanceOnceTheNewerIsSilent() {
    store.report(report("a", "2", 0));
    letPass("6 seconds");

    assertThat(store.report(report("a", "1", 1))).isTrue();
  }

  @Test
  void removesOnlyTheInstanceThatEnds() {
    store.report(report("a", "2", 0));

    store.remove("a", "1");
    assertThat(store.list()).hasSize(1);

    store.remove("a", "2");
    assertThat(store.list()).isEmpty();
  }

  @Test
  void tellsAgesByItsOwnClockAndRemovesTheSilent() {
    store.report(report("a", "1", 0));
    letPass("61 seconds");
    store.report(report("b", "1", 0));

    assertThat(store.list())
        .filteredOn(each -> each.report().name().equals("a"))
        .allMatch(each -> each.age().compareTo(Duration.ofSeconds(61)) >= 0);

    store.removeSilent(Duration.ofMinutes(1));
    assertThat(store.list()).extracting(each -> each.report().name()).containsExactly("b");
  }

  /** Moves what is there into the past. */
  private void letPass(String interval) {
    database.run(
        "let time pass",
        "update nodes set reported_at = reported_at - interval '" + interval + "'",
        PreparedStatement::executeUpdate);
  }

  private static NodeReport report(String name, String instance, int inFlight) {
    return new NodeReport(
        name,
        instance,
        URI.create("https://127.0.0.2:8443"),
        "aws",
        "eu-west-1",
        NodeReport.State.READY,
        8,
        inFlight,
        List.of(new Offer("process", "host", Language.PYTHON, 2)),
        new NodeReport.Latency(12.5, 80),
        Instant.parse("2026-01-01T00:00:00Z"));
  }
}
