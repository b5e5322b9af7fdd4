package io.serai.sandbox.docker;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A container's standard input and output as one connection. The client library would take two
 * threads for each container that waits, and could not end its input.
 *
 * @see <a href="https://docs.docker.com/reference/api/engine/">Docker Engine API, attach to a
 *     container</a>
 */
final class AttachedStream implements ByteChannel {

  private static final Logger LOG = LoggerFactory.getLogger(AttachedStream.class);
  private static final int HEADER = 8;
  private static final int STDERR = 2;
  private static final String END_OF_HEAD = "\r\n\r\n";
  private static final String SWITCHING = "HTTP/1.1 101 ";

  private final SocketChannel socket;
  private final ByteBuffer header = ByteBuffer.allocate(HEADER);
  private int left;

  private AttachedStream(SocketChannel socket) {
    this.socket = socket;
  }

  /** Attaches to a container that has not been started. */
  static AttachedStream open(URI engine, String container) throws IOException {
    SocketChannel socket =
        SocketChannel.open(UnixDomainSocketAddress.of(Path.of(engine.getPath())));
    try {
      request(socket, container);
      return new AttachedStream(socket);
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  private static void request(SocketChannel socket, String container) throws IOException {
    String request =
        """
        POST /containers/%s/attach?stream=1&stdin=1&stdout=1&stderr=1 HTTP/1.1
        Host: docker
        Connection: Upgrade
        Upgrade: tcp
        Content-Length: 0

        """;
    String lines = request.formatted(container).replace("\n", "\r\n");
    writeAll(socket, ByteBuffer.wrap(lines.getBytes(StandardCharsets.US_ASCII)));
    String head = readHead(socket);
    if (!head.startsWith(SWITCHING)) {
      throw new IOException("engine refused to attach; " + head.lines().findFirst().orElse(""));
    }
  }

  /** Byte by byte: what follows the head belongs to the container. */
  private static String readHead(SocketChannel socket) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    ByteBuffer one = ByteBuffer.allocate(1);
    while (!head.toString(StandardCharsets.US_ASCII).endsWith(END_OF_HEAD)) {
      fill(socket, one.clear());
      head.write(one.get(0));
    }
    return head.toString(StandardCharsets.US_ASCII);
  }

  @Override
  public int read(ByteBuffer target) throws IOException {
    while (left == 0) {
      if (!nextPiece()) {
        return -1;
      }
    }
    int room = Math.min(left, target.remaining());
    ByteBuffer part = target.slice(target.position(), room);
    int count = socket.read(part);
    if (count < 0) {
      return -1;
    }
    target.position(target.position() + count);
    left -= count;
    return count;
  }

  /** Reads the next piece's header; what the supervisor says on standard error goes to the log. */
  private boolean nextPiece() throws IOException {
    try {
      fill(socket, header.clear());
      int size = header.getInt(4);
      if (header.get(0) == STDERR) {
        ByteBuffer complaint = ByteBuffer.allocate(size);
        fill(socket, complaint);
        LOG.warn("supervisor: {}", StandardCharsets.UTF_8.decode(complaint.flip()));
      } else {
        left = size;
      }
      return true;
    } catch (EOFException e) {
      return false;
    }
  }

  private static void fill(SocketChannel socket, ByteBuffer buffer) throws IOException {
    while (buffer.hasRemaining()) {
      if (socket.read(buffer) < 0) {
        throw new EOFException("engine closed the connection");
      }
    }
  }

  @Override
  public int write(ByteBuffer source) throws IOException {
    return writeAll(socket, source);
  }

  private static int writeAll(SocketChannel socket, ByteBuffer source) throws IOException {
    int count = source.remaining();
    while (source.hasRemaining()) {
      socket.write(source);
    }
    return count;
  }

  @Override
  public boolean isOpen() {
    return socket.isOpen();
  }

  /** Closes the container's standard input too, upon which its supervisor ends it. */
  @Override
  public void close() throws IOException {
    socket.close();
  }
}
