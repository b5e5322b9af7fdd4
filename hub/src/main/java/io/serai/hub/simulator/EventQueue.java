package io.serai.hub.simulator;

import java.util.Arrays;

/** What is to happen, earliest first: a binary heap of times and event numbers. */
final class EventQueue {

  private long[] times = new long[1024];
  private int[] events = new int[1024];
  private int size;

  /** Adds an event, which is any number that the caller can tell apart. */
  void add(long time, int event) {
    if (size == times.length) {
      times = Arrays.copyOf(times, size * 2);
      events = Arrays.copyOf(events, size * 2);
    }
    int hole = size++;
    while (hole > 0) {
      int parent = (hole - 1) / 2;
      if (times[parent] <= time) {
        break;
      }
      move(parent, hole);
      hole = parent;
    }
    put(hole, time, event);
  }

  /** When the earliest event is due. */
  long time() {
    return times[0];
  }

  /** Takes the earliest event out. */
  int poll() {
    int first = events[0];
    size--;
    long time = times[size];
    int event = events[size];
    int hole = 0;
    while (true) {
      int child = 2 * hole + 1;
      if (child >= size) {
        break;
      }
      if (child + 1 < size && times[child + 1] < times[child]) {
        child++;
      }
      if (time <= times[child]) {
        break;
      }
      move(child, hole);
      hole = child;
    }
    put(hole, time, event);
    return first;
  }

  private void move(int from, int to) {
    times[to] = times[from];
    events[to] = events[from];
  }

  private void put(int place, long time, int event) {
    times[place] = time;
    events[place] = event;
  }
}
