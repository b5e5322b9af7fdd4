package io.serai.hub.http;

import io.serai.store.AuditStore;
import io.serai.store.AuditStore.Entry;
import io.serai.store.AuditStore.Kept;
import io.serai.store.AuditStore.Query;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;

/** The request about the audit log. */
public final class AuditRequests {

  private static final int DEFAULT_LIMIT = 50;
  private static final int MAX_LIMIT = 500;

  private final AuditStore audit;

  /** Answers from this log. */
  public AuditRequests(AuditStore audit) {
    this.audit = audit;
  }

  /** An entry on the wire. */
  record View(
      long id,
      Instant at,
      String actor,
      @Nullable String tenant,
      String action,
      String subject,
      String outcome,
      Map<String, String> detail) {

    static View of(Kept kept) {
      Entry entry = kept.entry();
      return new View(
          kept.id(),
          kept.at(),
          entry.actor(),
          entry.tenant(),
          entry.action(),
          entry.subject(),
          entry.outcome(),
          entry.detail());
    }
  }

  /** Answers with entries by filter, newest first; who is bound to a tenant sees its own only. */
  public void list(Exchange exchange) throws Exception {
    Message message = exchange.getMessage();
    String own = Caller.of(exchange).tenant();
    String asked = message.getHeader("tenant", String.class);
    if (own != null && asked != null && !asked.equals(own)) {
      Responses.json(exchange, 200, Map.of("entries", List.of()));
      return;
    }
    String subject = message.getHeader("subject", String.class);
    Query query =
        new Query(
            own == null ? asked : own,
            subject,
            subject != null || "true".equals(message.getHeader("decisions", String.class)),
            before(message),
            (int) Parameters.number(message, "limit", DEFAULT_LIMIT, MAX_LIMIT));
    List<View> entries = audit.list(query).stream().map(View::of).toList();
    Responses.json(
        exchange,
        200,
        entries.size() == query.limit()
            ? Map.of("entries", entries, "before", entries.get(entries.size() - 1).id())
            : Map.of("entries", entries));
  }

  private static @Nullable Long before(Message message) {
    return message.getHeader("before") == null
        ? null
        : Parameters.number(message, "before", 1, Long.MAX_VALUE);
  }
}
