package io.serai.sandbox.egress;

import io.serai.sandbox.channel.Frame;
import java.io.IOException;

/** The way out of a sandbox during one run. Thread-safe. */
public interface Outlet extends AutoCloseable {

  /**
   * Takes what the sandbox says of its connections; returns at once.
   *
   * @return whether it was about connections
   */
  boolean take(Frame frame);

  /** Sends the sandbox something else, ahead of whatever its connections have waiting. */
  void send(char type, byte[] payload) throws IOException;

  /** Ends every connection. Nothing is sent to the sandbox any more. */
  @Override
  void close();
}
