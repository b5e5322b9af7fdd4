package io.serai.hub.http;

import io.serai.store.AuditStore;
import io.serai.store.ColdManifest;
import io.serai.store.ColdStorage;
import io.serai.store.PartitionStore;
import io.serai.store.RetentionStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/** The requests about cold storage, which is of all tenants. Each method is one operation. */
public final class ColdRequests {

  private static final int DEFAULT_DAYS = 7;
  private static final int MAX_DAYS = 365;
  private static final int TRIES = 100;
  private static final long PAUSE_MS = 100;

  /** Jobs come back behind what belongs to them: none is seen without its result. */
  private static final List<String> OF_JOBS = List.of("results", "walks", "jobs");

  private final ColdStorage cold;
  private final RetentionStore retention;
  private final AuditStore audit;
  private final Clock clock;

  /**
   * Answers from this storage; every restoration is noted in the audit log.
   *
   * @param retention lets nothing be forgotten or erased meanwhile
   */
  public ColdRequests(ColdStorage cold, RetentionStore retention, AuditStore audit, Clock clock) {
    this.cold = cold;
    this.retention = retention;
    this.audit = audit;
    this.clock = clock;
  }

  /** A partition on the wire. */
  record View(String table, LocalDate starts, LocalDate ends, String schema, long rows, int parts) {

    static View of(ColdManifest manifest) {
      return new View(
          manifest.table(),
          day(manifest.starts()),
          day(manifest.ends()),
          manifest.schema(),
          manifest.rows(),
          manifest.parts().size());
    }

    private static LocalDate day(Instant instant) {
      return LocalDate.ofInstant(instant, ZoneOffset.UTC);
    }
  }

  /** Answers with all that is in cold storage. */
  public void list(Exchange exchange) throws Exception {
    Caller.requireAllTenants(exchange, "cold storage is");
    Responses.json(
        exchange, 200, Map.of("partitions", cold.list().stream().map(View::of).toList()));
  }

  /** Restores a partition; one of jobs with their results and traces. */
  public void restore(Exchange exchange) throws Exception {
    Caller.requireAllTenants(exchange, "cold storage is");
    Message message = exchange.getMessage();
    Duration kept = Duration.ofDays(Parameters.number(message, "days", DEFAULT_DAYS, MAX_DAYS));
    Instant until = clock.instant().plus(kept);
    List<View> restored = new ArrayList<>();
    alone(
        () -> {
          for (ColdManifest manifest : withAllThatBelongsTo(asked(message))) {
            if (cold.restore(manifest, until)) {
              note(exchange, manifest, until);
              restored.add(View.of(manifest));
            }
          }
        });
    Responses.json(exchange, 200, Map.of("restored", restored, "until", until));
  }

  /** What is erased meanwhile would come back. */
  private void alone(Runnable task) throws InterruptedException {
    for (int i = 0; i < TRIES; i++) {
      if (retention.alone(task)) {
        return;
      }
      TimeUnit.MILLISECONDS.sleep(PAUSE_MS);
    }
    throw new ProblemException(
        Problem.of(
            503,
            "storage-busy",
            "partitions are being exported, dropped or erased; try again in a minute"));
  }

  private ColdManifest asked(Message message) {
    String table = String.valueOf(Parameters.text(message, "table"));
    String starts = String.valueOf(Parameters.text(message, "starts"));
    return Optional.of(table)
        .filter(PartitionStore.TABLES::contains)
        .flatMap(known -> cold.find(known, midnight(starts)))
        .orElseThrow(
            () ->
                new ProblemException(
                    Problem.of(
                        404,
                        "not-in-cold-storage",
                        "partition '%s/%s' is not in cold storage; GET /v1/cold tells what is"
                            .formatted(table, starts))));
  }

  private static Instant midnight(String day) {
    try {
      return LocalDate.parse(day).atStartOfDay(ZoneOffset.UTC).toInstant();
    } catch (DateTimeParseException e) {
      throw Parameters.invalid("starts '" + day + "' is not a day; send one such as 2026-01-26");
    }
  }

  private List<ColdManifest> withAllThatBelongsTo(ColdManifest asked) {
    return asked.table().equals("jobs")
        ? OF_JOBS.stream().flatMap(table -> cold.find(table, asked.starts()).stream()).toList()
        : List.of(asked);
  }

  private void note(Exchange exchange, ColdManifest manifest, Instant until) {
    audit.append(
        new AuditStore.Entry(
            Caller.of(exchange).name(),
            null,
            "cold.restore",
            manifest.table() + "/" + View.day(manifest.starts()),
            "done",
            Map.of("rows", String.valueOf(manifest.rows()), "until", until.toString())));
  }
}
