package io.serai.hub.access;

import io.serai.store.AuditStore;
import io.serai.store.AuditStore.Entry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * Puts refused credentials into the audit log: the first of a kind within a second, then how many
 * there were, once a minute. So an attack makes as many entries as there are kinds of refusals,
 * however many requests it makes. Thread-safe.
 */
public final class RefusalLog {

  private static final Duration EVERY = Duration.ofMinutes(1);

  private record Kind(String subject, String reason) {}

  private static final class Tally {
    private Instant writtenAt = Instant.MIN;
    private String from = "";
    private long count;
  }

  private final AuditStore audit;
  private final Clock clock;
  private final Map<Kind, Tally> tallies = new HashMap<>();

  /** Writes to the given log. */
  public RefusalLog(AuditStore audit, Clock clock) {
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * Counts a refusal.
   *
   * @param from the address it came from
   */
  public synchronized void add(CredentialRefused refused, String from) {
    Tally tally =
        tallies.computeIfAbsent(
            new Kind(refused.subject(), refused.reason()), unused -> new Tally());
    tally.count++;
    tally.from = from;
  }

  /** Writes what is due. */
  public void flush() {
    due(clock.instant()).forEach((kind, tally) -> audit.append(entry(kind, tally)));
  }

  /** Takes out what is due, so that nobody who is refused waits for the database. */
  private synchronized Map<Kind, Tally> due(Instant now) {
    Map<Kind, Tally> due = new HashMap<>();
    tallies.replaceAll(
        (kind, tally) -> {
          if (tally.count == 0 || tally.writtenAt.isAfter(now.minus(EVERY))) {
            return tally;
          }
          due.put(kind, tally);
          Tally next = new Tally();
          next.writtenAt = now;
          return next;
        });
    tallies.values().removeIf(tally -> tally.count == 0 && isOld(tally, now));
    return due;
  }

  private static boolean isOld(Tally tally, Instant now) {
    return !tally.writtenAt.isAfter(now.minus(EVERY));
  }

  private static Entry entry(Kind kind, Tally tally) {
    return new Entry(
        "hub",
        null,
        "credential.use",
        kind.subject(),
        "refused",
        Map.of(
            "reason", kind.reason(), "count", String.valueOf(tally.count), "lastFrom", tally.from));
  }
}
