package io.serai.hub.sandbox;

import io.serai.job.Refused;
import io.serai.job.SessionId;
import io.serai.policy.SessionPolicy;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;

/** How many sessions each tenant holds. Thread-safe. */
final class SessionPlaces {

  private final Map<SessionId, String> tenants = new HashMap<>();

  /**
   * Takes a place.
   *
   * @throws Refused when there is none left, for the tenant or for anyone
   */
  synchronized void reserve(SessionId id, String tenant, SessionPolicy policy) throws Refused {
    if (tenants.size() >= policy.max()) {
      throw tooMany("this hub", policy.max());
    }
    if (Collections.frequency(tenants.values(), tenant) >= policy.perTenant()) {
      throw tooMany("tenant '" + tenant + "'", policy.perTenant());
    }
    tenants.put(id, tenant);
  }

  synchronized void free(SessionId id) {
    tenants.remove(id);
  }

  private static Refused tooMany(String whose, int allowed) {
    return Refused.by(
        "sandbox",
        "too-many-sessions",
        whose + " has its " + allowed + " sessions open; close one or try again later");
  }
}
