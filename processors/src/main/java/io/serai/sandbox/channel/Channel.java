package io.serai.sandbox.channel;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;

/** Frames over a connection. One thread receives; any thread may send. */
public final class Channel implements AutoCloseable {

  private static final int HEADER = 5;
  private static final int MAX_PAYLOAD = 64 << 20;

  private static final byte[] NOTHING = {};

  private final ByteChannel connection;
  private final ByteBuffer header = ByteBuffer.allocate(HEADER);

  /** Frames over an open connection, which this now owns. */
  public Channel(ByteChannel connection) {
    this.connection = connection;
  }

  /** Sends a frame without payload. */
  public void send(char type) throws IOException {
    send(type, NOTHING);
  }

  /** Sends a frame. */
  public void send(char type, byte[] payload) throws IOException {
    ByteBuffer frame = ByteBuffer.allocate(HEADER + payload.length);
    frame.put((byte) type).putInt(payload.length).put(payload).flip();
    synchronized (connection) {
      while (frame.hasRemaining()) {
        connection.write(frame);
      }
    }
  }

  /**
   * Waits for a frame.
   *
   * @throws EOFException when the sandbox is gone
   */
  public Frame receive() throws IOException {
    fill(header.clear());
    header.flip();
    char type = (char) header.get();
    int length = header.getInt();
    if (length < 0 || length > MAX_PAYLOAD) {
      throw new IOException("frame of " + length + " bytes is too large");
    }
    ByteBuffer payload = ByteBuffer.allocate(length);
    fill(payload);
    return new Frame(type, payload.array());
  }

  /** Waits for a frame of one type and passes over others. */
  public Frame await(char type) throws IOException {
    Frame frame = receive();
    while (frame.type() != type) {
      frame = receive();
    }
    return frame;
  }

  private void fill(ByteBuffer buffer) throws IOException {
    while (buffer.hasRemaining()) {
      if (connection.read(buffer) < 0) {
        throw new EOFException("sandbox closed its channel");
      }
    }
  }

  /** Ends the sandbox: its supervisor lives as long as the channel. */
  @Override
  public void close() throws IOException {
    connection.close();
  }
}
