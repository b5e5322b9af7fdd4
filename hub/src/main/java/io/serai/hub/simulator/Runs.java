package io.serai.hub.simulator;

import java.util.Arrays;

/**
 * The runs that are under way, in columns; a run is a row, used again once it is free. A job that
 * is sent again keeps its row, unless an event of the lost run is still to come.
 */
final class Runs {

  /** In a hub, not sent. */
  static final byte HELD = 0;

  /** On the way to a node. */
  static final byte SENT = 1;

  /** At a node, behind others. */
  static final byte QUEUED = 2;

  /** On a place of a node; the event is its end. */
  static final byte RUNNING = 3;

  /** The result is on its way to the hub. */
  static final byte RETURNING = 4;

  /** The node had no place, and its answer is on the way. */
  static final byte REFUSED = 5;

  /** The node does not answer, and the hub has yet to give it up. */
  static final byte UNANSWERED = 6;

  /** The node went down with it, and no hub knows yet. */
  static final byte LOST = 7;

  /** Given up; only its event is still to come. */
  static final byte GHOST = 8;

  static final int NONE = -1;

  byte[] phase = new byte[0];
  int[] job = new int[0];
  byte[] hub = new byte[0];
  byte[] jobClass = new byte[0];
  byte[] image = new byte[0];
  int[] node = new int[0];
  int[] next = new int[0];
  short[] tries = new short[0];
  long[] arrivedAt = new long[0];
  long[] work = new long[0];
  long[] took = new long[0];
  boolean[] awaited = new boolean[0];

  /** How many jobs the node had when it answered. */
  int[] told = new int[0];

  private int firstFree = NONE;

  Runs() {
    grow(1024);
  }

  int rows() {
    return phase.length;
  }

  int take() {
    if (firstFree == NONE) {
      grow(rows() * 2);
    }
    int run = firstFree;
    firstFree = next[run];
    next[run] = NONE;
    node[run] = NONE;
    phase[run] = HELD;
    tries[run] = 0;
    awaited[run] = false;
    return run;
  }

  void free(int run) {
    phase[run] = HELD;
    node[run] = NONE;
    next[run] = firstFree;
    firstFree = run;
  }

  /** A new row for the job of a run that is given up. */
  int again(int lost) {
    int run = take();
    job[run] = job[lost];
    hub[run] = hub[lost];
    jobClass[run] = jobClass[lost];
    image[run] = image[lost];
    arrivedAt[run] = arrivedAt[lost];
    work[run] = work[lost];
    return run;
  }

  private void grow(int rows) {
    int old = rows();
    phase = Arrays.copyOf(phase, rows);
    job = Arrays.copyOf(job, rows);
    hub = Arrays.copyOf(hub, rows);
    jobClass = Arrays.copyOf(jobClass, rows);
    image = Arrays.copyOf(image, rows);
    node = Arrays.copyOf(node, rows);
    next = Arrays.copyOf(next, rows);
    tries = Arrays.copyOf(tries, rows);
    arrivedAt = Arrays.copyOf(arrivedAt, rows);
    work = Arrays.copyOf(work, rows);
    took = Arrays.copyOf(took, rows);
    awaited = Arrays.copyOf(awaited, rows);
    told = Arrays.copyOf(told, rows);
    for (int run = rows - 1; run >= old; run--) {
      free(run);
    }
  }
}
