package io.serai.hub.otel;

import io.opentelemetry.api.common.Attributes;
import io.serai.job.Timing;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What a stage's span says: how it ended and, of a store, where it wrote. There are few stages and
 * few ways to end, so that each is said in words that were put together once.
 *
 * @see <a href="https://opentelemetry.io/docs/specs/semconv/database/database-spans/">semantic
 *     conventions for databases</a>
 */
final class StageAttributes {

  /** The tables that stores write, by their stages. */
  private static final Map<String, String> TABLES =
      Map.of("results", "results", "traces", "walks", "costs", "bills");

  private static final Map<Conclusion, Attributes> KNOWN = new ConcurrentHashMap<>();

  private StageAttributes() {}

  private record Conclusion(String stage, String outcome) {}

  static Attributes of(Timing timing) {
    return KNOWN.computeIfAbsent(
        new Conclusion(timing.stage(), timing.outcome()), StageAttributes::of);
  }

  /** Whether it writes to the database. */
  static boolean isStore(String stage) {
    return TABLES.containsKey(stage);
  }

  private static Attributes of(Conclusion conclusion) {
    Attributes ended = Attributes.of(SpanKeys.OUTCOME, conclusion.outcome());
    String table = TABLES.get(conclusion.stage());
    return table == null
        ? ended
        : ended.toBuilder()
            .put(SpanKeys.DATABASE, "postgresql")
            .put(SpanKeys.DATABASE_OPERATION, "INSERT")
            .put(SpanKeys.TABLE, table)
            .build();
  }
}
