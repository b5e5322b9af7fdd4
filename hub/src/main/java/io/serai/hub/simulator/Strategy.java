package io.serai.hub.simulator;

/**
 * Chooses nodes for the jobs of one hub, and is told whatever that hub comes to know. Times are
 * microseconds since the beginning.
 */
interface Strategy {

  /** The answer when no node can be had. */
  int NONE = -1;

  /**
   * The node for a job, or {@link #NONE}.
   *
   * @param wanted the job
   * @param now the time
   */
  int choose(Wanted wanted, long now);

  /** This hub sends a run to a node. */
  default void sent(Wanted wanted, int node, long now) {}

  /** A run that this hub sent is over; {@code ran} says how long it ran, if it did. */
  default void ended(Wanted wanted, int node, Ending ending, long ran, long now) {}

  /** A node says with the end of a run how many jobs it has. */
  default void told(Wanted wanted, int node, int jobs, long now) {}

  /** A node reports. */
  default void reported(int node, Nodes.View view, long now) {}

  /** A node is taken for gone, until it reports again. */
  default void silent(int node, long now) {}

  /** What a cloud costs now, times the price it began with. */
  default void priced(int cloud, double factor) {}

  /**
   * A job to be placed.
   *
   * @param run its row
   * @param jobClass the number of its class
   * @param image the number of its image
   * @param tries how many nodes it was sent to in vain since it last waited
   */
  record Wanted(int run, int jobClass, int image, int tries) {}

  /** How a run ends for the hub that sent it. */
  enum Ending {
    /** With its result. */
    DONE,
    /** The node had no place. */
    FULL,
    /** The node did not answer, or went down. */
    GONE
  }
}
