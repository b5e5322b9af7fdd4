package io.serai.hub.simulator;

/** Runs one behind the other, chained through their rows. */
final class LineOfRuns {

  private final Runs runs;
  private int first = Runs.NONE;
  private int last = Runs.NONE;
  private int length;

  LineOfRuns(Runs runs) {
    this.runs = runs;
  }

  int length() {
    return length;
  }

  void addLast(int run) {
    runs.next[run] = Runs.NONE;
    if (first == Runs.NONE) {
      first = run;
    } else {
      runs.next[last] = run;
    }
    last = run;
    length++;
  }

  void addFirst(int run) {
    runs.next[run] = first;
    first = run;
    if (last == Runs.NONE) {
      last = run;
    }
    length++;
  }

  int removeFirst() {
    int run = first;
    first = runs.next[run];
    if (first == Runs.NONE) {
      last = Runs.NONE;
    }
    runs.next[run] = Runs.NONE;
    length--;
    return run;
  }

  void clear() {
    first = Runs.NONE;
    last = Runs.NONE;
    length = 0;
  }
}
