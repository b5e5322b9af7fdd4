package io.serai.it.chaos;

import java.io.IOException;

/** Something that hubs stand on: it can be killed, and comes back with its data where it was. */
interface Server extends AutoCloseable {

  /** As a power failure would. */
  void kill() throws Exception;

  /** Starts it again. */
  void start() throws Exception;

  @Override
  void close() throws IOException;
}
