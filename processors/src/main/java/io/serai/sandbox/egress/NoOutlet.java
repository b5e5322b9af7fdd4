package io.serai.sandbox.egress;

import io.serai.sandbox.channel.Channel;
import io.serai.sandbox.channel.Frame;
import java.io.IOException;

/**
 * Of a run that has no network.
 *
 * @param channel to its sandbox
 */
record NoOutlet(Channel channel) implements Outlet {

  @Override
  public boolean take(Frame frame) {
    return false;
  }

  @Override
  public void send(char type, byte[] payload) throws IOException {
    channel.send(type, payload);
  }

  @Override
  public void close() {}
}
