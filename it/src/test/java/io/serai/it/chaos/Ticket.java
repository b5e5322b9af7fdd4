package io.serai.it.chaos;

import java.nio.charset.StandardCharsets;

/**
 * One job of the campaign: it prints its own key, so that an answer that is somebody else's shows.
 *
 * @param key its idempotency key, and whatever else its transport tells repetitions by
 */
record Ticket(String key) {

  static Ticket of(String ingress, int number) {
    return new Ticket(ingress + "-" + number);
  }

  byte[] job() {
    return """
        {"language": "python", "code": "print('%s')", "idempotencyKey": "%s"}
        """
        .formatted(key, key)
        .getBytes(StandardCharsets.UTF_8);
  }

  String output() {
    return key + "\n";
  }
}
