package io.serai.it.chaos;

/** A producer as it should be: it sends again what nobody has taken for certain. */
interface Producer extends AutoCloseable {

  /** The ingress it sends to. */
  String ingress();

  /** Sends a job, and returns once it has been taken for certain. */
  void send(Ticket ticket) throws InterruptedException;

  @Override
  void close();
}
