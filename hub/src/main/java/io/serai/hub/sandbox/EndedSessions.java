package io.serai.hub.sandbox;

import io.serai.job.Refused;
import io.serai.job.SessionId;
import java.util.LinkedHashMap;
import java.util.Map;

/** Why the latest sessions have ended, so that who comes back to one is told. Thread-safe. */
final class EndedSessions {

  private static final int KEPT = 1_000;

  private final Map<SessionId, String> reasons =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<SessionId, String> eldest) {
          return size() > KEPT;
        }
      };

  synchronized void add(SessionId id, String reason) {
    reasons.put(id, reason);
  }

  /** What to tell who asks for a session that is not open. */
  synchronized Refused refusal(SessionId id) {
    String reason = reasons.get(id);
    return reason == null
        ? unknown(id)
        : refused(
            "session-ended",
            "session '" + id + "' has ended, because " + reason + "; open another");
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
