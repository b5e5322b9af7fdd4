package io.serai.store.postgres;

import io.serai.job.Lease;
import io.serai.job.Submission;
import io.serai.store.Acceptance;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Writes a batch of jobs that were offered, and tells which of them are repetitions. */
final class AcceptWriter implements GroupCommit.Writer<AcceptWriter.Offer, Acceptance> {

  private static final String ACCEPT = Sql.load("accept-jobs");

  /** A job, its JSON, and whether this hub wants its lease. */
  record Offer(Submission submission, String body, boolean lease) {

    UUID id() {
      return submission.job().id().value();
    }
  }

  private interface Known {
    Acceptance find(Connection connection, Offer offer) throws SQLException;
  }

  private final UUID hub;
  private final Duration leaseTime;
  private final Repetitions repetitions;

  AcceptWriter(UUID hub, Duration leaseTime) {
    this.hub = hub;
    this.leaseTime = leaseTime;
    this.repetitions = new Repetitions(hub, leaseTime);
  }

  @Override
  public List<Acceptance> write(Connection connection, List<Offer> batch) throws SQLException {
    return write(connection, batch, repetitions::find);
  }

  @Override
  public List<Acceptance> rewrite(Connection connection, List<Offer> batch) throws SQLException {
    return write(connection, batch, repetitions::findAgain);
  }

  private List<Acceptance> write(Connection connection, List<Offer> batch, Known known)
      throws SQLException {
    // An id that is offered twice in a batch is written once; the second offer repeats the first.
    Map<UUID, Offer> firsts = new LinkedHashMap<>();
    batch.forEach(offer -> firsts.putIfAbsent(offer.id(), offer));
    Map<UUID, Boolean> accepted = accept(connection, List.copyOf(firsts.values()));
    List<Acceptance> answers = new ArrayList<>(batch.size());
    for (Offer offer : batch) {
      Boolean leased = accepted.remove(offer.id());
      answers.add(leased == null ? known.find(connection, offer) : accepted(offer, leased));
    }
    return answers;
  }

  /** The jobs that are new, each with whether it is leased. */
  private Map<UUID, Boolean> accept(Connection connection, List<Offer> batch) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(ACCEPT)) {
      new Columns<>(statement, batch)
          .add("uuid", Offer::id)
          .add("text", offer -> offer.submission().job().tenant())
          .add("text", offer -> offer.submission().job().idempotencyKey())
          .add("text", offer -> offer.submission().submitter())
          .add("text", offer -> offer.submission().source())
          .add("text", offer -> offer.submission().operation())
          .add("text", offer -> offer.submission().job().language().word())
          .add("smallint", offer -> offer.submission().job().priority())
          .add("text", offer -> offer.submission().traceId())
          .add("text", offer -> offer.submission().parentSpanId())
          .add("text", offer -> offer.submission().traceState())
          .add("text", offer -> Documents.writeOptional(offer.submission().reply()))
          .add("text", Offer::body)
          .add("text", offer -> offer.submission().policies())
          .add("timestamptz", offer -> Timestamp.from(offer.submission().acceptedAt()))
          .add("boolean", Offer::lease)
          .add("timestamptz", offer -> time(offer.submission().job().notBefore()))
          .add("timestamptz", offer -> time(offer.submission().job().deadline()))
          .addOne(hub)
          .addOne(leaseTime.toMillis());
      Map<UUID, Boolean> accepted = new HashMap<>();
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          accepted.put(row.getObject(1, UUID.class), row.getBoolean(2));
        }
      }
      return accepted;
    }
  }

  private static @Nullable String time(@Nullable Instant instant) {
    return instant == null ? null : instant.toString();
  }

  private static Acceptance accepted(Offer offer, boolean leased) {
    return leased
        ? new Acceptance.Leased(new Lease(offer.submission(), 1))
        : new Acceptance.Queued(
            offer.submission().job().id(), offer.submission().job().notBefore() != null);
  }
}
