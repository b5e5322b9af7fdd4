package io.serai.sandbox.egress;

import io.serai.sandbox.channel.Frame;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import java.nio.ByteBuffer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection of a job, between its sandbox and the proxy. Neither side is more than a window
 * ahead of the other. Used on the event loop only.
 */
final class Stream {

  private static final Logger LOG = LoggerFactory.getLogger(Stream.class);

  /** As {@code WINDOW_BYTES} in {@code streams.py}; the last piece read may go beyond it. */
  static final int WINDOW_BYTES = 256 * 1024;

  private final int number;
  private final Visit visit;
  private final FrameWriter writer;
  private final Future<NetSocket> connection;
  private long credit = WINDOW_BYTES;
  private long sent;
  private long received;

  /**
   * A stream that is being connected.
   *
   * @param connection to the proxy
   */
  Stream(int number, Visit visit, FrameWriter writer, Future<NetSocket> connection) {
    this.number = number;
    this.visit = visit;
    this.writer = writer;
    this.connection = connection;
  }

  /** Passes on what comes from the proxy; afterwards does what there is to do at the end. */
  void open(Visits visits, Runnable atEnd) {
    connection
        .onSuccess(
            socket -> {
              int port = socket.localAddress().port();
              visits.begin(port, visit);
              socket.handler(data -> receive(socket, data));
              socket.closeHandler(unused -> visits.end(port));
              socket.endHandler(unused -> end(atEnd));
            })
        .onFailure(unused -> end(atEnd));
  }

  private void receive(NetSocket socket, Buffer data) {
    received += data.length();
    credit -= data.length();
    writer.send(Frame.DATA, numbered(data.length()).put(data.getBytes()).array());
    if (credit <= 0) {
      socket.pause();
    }
  }

  /** The program has taken so many bytes. */
  void acknowledged(int count) {
    credit += count;
    if (credit > 0) {
      connection.onSuccess(NetSocket::resume);
    }
  }

  /** The program sends something. */
  void send(byte[] data) {
    sent += data.length;
    connection
        .compose(socket -> socket.write(Buffer.buffer(data)))
        .onSuccess(
            unused -> writer.send(Frame.ACK, numbered(Integer.BYTES).putInt(data.length).array()));
  }

  /** Delivers what has been sent and closes. */
  void close() {
    connection.onSuccess(NetSocket::close);
  }

  private void end(Runnable atEnd) {
    writer.send(Frame.CLOSE, numbered(0).array());
    if (!visit.reached().isEmpty()) {
      LOG.info(
          "job {} reached {}: {} bytes out, {} in", visit.job(), visit.reached(), sent, received);
    }
    atEnd.run();
  }

  private ByteBuffer numbered(int more) {
    return ByteBuffer.allocate(Integer.BYTES + more).putInt(number);
  }
}
