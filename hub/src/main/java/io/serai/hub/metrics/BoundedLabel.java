package io.serai.hub.metrics;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Values of a label that somebody outside chooses: the first so many are themselves, all later ones
 * are {@code other}, so that nobody can fill a Prometheus server by sending. Thread-safe.
 */
final class BoundedLabel {

  static final String OTHER = "other";

  private final int most;
  private final Set<String> known = ConcurrentHashMap.newKeySet();

  BoundedLabel(int most) {
    this.most = most;
  }

  /** The value to show for this one. */
  String of(String value) {
    if (known.contains(value)) {
      return value;
    }
    // Two that come at once may both get in: one more than the most does no harm.
    return known.size() < most && known.add(value) ? value : OTHER;
  }
}
