package io.serai.hub.trial;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.serai.intake.InvalidMessage;
import io.serai.job.Deferred;
import io.serai.job.Refused;
import io.serai.json.Json;

/** How a stage refused, as JSON. */
public final class StageRefusal {

  private StageRefusal() {}

  /**
   * Words what a stage threw.
   *
   * @return code, message and rule; the code is {@code failure} for what no stage means to throw
   */
  public static ObjectNode of(Throwable thrown) {
    Throwable cause = thrown;
    while (!isMeant(cause) && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return Json.MAPPER
        .createObjectNode()
        .put("code", code(cause))
        .put("message", String.valueOf(cause.getMessage()))
        .put("rule", cause instanceof Refused refused ? refused.reason().rule() : "");
  }

  private static boolean isMeant(Throwable thrown) {
    return thrown instanceof Refused
        || thrown instanceof Deferred
        || thrown instanceof InvalidMessage;
  }

  private static String code(Throwable thrown) {
    if (thrown instanceof Refused refused) {
      return refused.reason().code();
    }
    if (thrown instanceof Deferred deferred) {
      return deferred.reason().code();
    }
    return thrown instanceof InvalidMessage invalid ? invalid.code().word() : "failure";
  }
}
