package io.serai.hub.simulator;

/** Numbers for events: what happens in the upper bits, to which one in the lower. */
final class Event {

  /** The next thing happens to a run; its phase says what. */
  static final int RUN = 0;

  /** A job comes in. */
  static final int ARRIVAL = 1;

  /** A node says how it is. */
  static final int REPORT = 2;

  /** The hubs hear what a node said. */
  static final int HEARD = 3;

  /** A node may have been silent for too long. */
  static final int SILENCE = 4;

  /** A hub looks at the jobs that wait in it. */
  static final int RETRY = 5;

  /** The state of everything is written down. */
  static final int SAMPLE = 6;

  /** A cloud goes dark. */
  static final int OUTAGE = 7;

  /** A cloud comes back. */
  static final int RETURN = 8;

  /** A cloud's price changes. */
  static final int PRICE = 9;

  private static final int BITS = 27;

  private Event() {}

  static int of(int kind, int which) {
    return kind << BITS | which;
  }

  static int kind(int event) {
    return event >> BITS;
  }

  static int which(int event) {
    return event & (1 << BITS) - 1;
  }
}
