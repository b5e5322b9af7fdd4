package io.serai.hub.sandbox;

import io.serai.job.Refused;
import io.serai.job.SessionId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;

/** Why the latest sessions have ended, so that who comes back to one is told. Thread-safe. */
final class EndedSessions {

  private static final int KEPT = 1_000;

  private record End(String tenant, String reason) {}

  private final Map<SessionId, End> ends =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<SessionId, End> eldest) {
          return size() > KEPT;
        }
      };

  synchronized void add(SessionId id, String tenant, String reason) {
    ends.put(id, new End(tenant, reason));
  }

  /**
   * What to tell who asks for a session that is not open.
   *
   * @param tenants whose sessions it may know of
   */
  synchronized Refused refusal(SessionId id, Predicate<String> tenants) {
    End end = ends.get(id);
    return end == null || !tenants.test(end.tenant())
        ? unknown(id)
        : refused(
            "session-ended",
            "session '" + id + "' has ended, because " + end.reason() + "; open another");
  }

  /** What to tell who asks for a session of which nothing is known. */
  static Refused unknown(SessionId id) {
    return refused(
        "unknown-session",
        "session '" + id + "' is not open here; open one with POST /v1/sessions");
  }

  private static Refused refused(String code, String message) {
    return Refused.by("sandbox", code, message);
  }
}
