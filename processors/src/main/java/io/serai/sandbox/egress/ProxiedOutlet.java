package io.serai.sandbox.egress;

import io.serai.job.JobId;
import io.serai.job.Network;
import io.serai.sandbox.channel.Frame;
import io.vertx.core.Context;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Of a run that may reach something. Its streams are touched on the event loop only. */
final class ProxiedOutlet implements Outlet {

  private final JobId job;
  private final Network network;
  private final Gateway gateway;
  private final Context loop;
  private final FrameWriter writer;
  private final Map<Integer, Stream> streams = new HashMap<>();
  private boolean closed;

  ProxiedOutlet(JobId job, Network network, Gateway gateway, FrameWriter writer) {
    this.job = job;
    this.network = network;
    this.gateway = gateway;
    this.loop = gateway.loop();
    this.writer = writer;
  }

  @Override
  public boolean take(Frame frame) {
    switch (frame.type()) {
      case Frame.OPEN, Frame.DATA, Frame.ACK, Frame.CLOSE -> {
        loop.runOnContext(unused -> handle(frame.type(), ByteBuffer.wrap(frame.payload())));
        return true;
      }
      default -> {
        return false;
      }
    }
  }

  private void handle(char type, ByteBuffer payload) {
    int number = payload.getInt();
    if (type == Frame.OPEN && !closed) {
      open(number);
      return;
    }
    Stream stream = streams.get(number);
    if (stream == null) {
      return; // It has closed while this was under way.
    }
    switch (type) {
      case Frame.DATA -> stream.send(rest(payload));
      case Frame.ACK -> stream.acknowledged(payload.getInt());
      default -> stream.close();
    }
  }

  private void open(int number) {
    Stream stream = new Stream(number, new Visit(job, network), writer, gateway.connect());
    streams.put(number, stream);
    stream.open(gateway.visits(), () -> streams.remove(number));
  }

  private static byte[] rest(ByteBuffer payload) {
    byte[] rest = new byte[payload.remaining()];
    payload.get(rest);
    return rest;
  }

  @Override
  public void send(char type, byte[] payload) {
    writer.sendFirst(type, payload);
  }

  @Override
  public void close() {
    loop.runOnContext(
        unused -> {
          closed = true;
          List.copyOf(streams.values()).forEach(Stream::close);
        });
    writer.close();
  }
}
