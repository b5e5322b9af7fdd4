package io.serai.sandbox.docker;

import java.util.Map;
import java.util.Optional;

/** What every container of Serai says of itself, for whoever finds it. */
final class Labels {

  /** The hub that made it. */
  static final String OWNER = "io.serai.owner";

  /** When it must have been started, epoch milliseconds. */
  static final String DEADLINE = "io.serai.deadline";

  private static final String MILLIS = "\\d{1,18}";

  private Labels() {}

  /** The labels of a container that this hub makes. */
  static Map<String, String> of(long deadline) {
    return Map.of(OWNER, HubProcess.current().label(), DEADLINE, String.valueOf(deadline));
  }

  static Optional<Long> deadline(Map<String, String> labels) {
    return Optional.ofNullable(labels.get(DEADLINE))
        .filter(text -> text.matches(MILLIS))
        .map(Long::valueOf);
  }
}
