package io.serai.sandbox.process;

import io.serai.sandbox.channel.Channel;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A process that has imported what jobs will need and forks a sandbox whenever it is asked to. It
 * runs no job's code itself. Used by one thread at a time.
 */
final class Template implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Template.class);
  private static final long END_SECONDS = 5;

  /** Asked for a sandbox by one byte, whichever. */
  private static final int FORK = 'f';

  private final Process process;
  private final ServerSocketChannel socket;
  private int forks;

  /**
   * A template that has been started.
   *
   * @param process the template's
   * @param socket where its sandboxes report
   */
  Template(Process process, ServerSocketChannel socket) {
    this.process = process;
    this.socket = socket;
    // Whoever waits for a sandbox of a template that has died waits in vain.
    var unused = process.onExit().thenRun(this::closeSocket);
  }

  /** The socket in a directory that a template is to see as {@code /run/hub}. */
  static ServerSocketChannel listen(Path directory) throws IOException {
    ServerSocketChannel socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    socket.bind(UnixDomainSocketAddress.of(directory.resolve("socket")));
    return socket;
  }

  /** How many sandboxes it has forked. */
  int forks() {
    return forks;
  }

  /** Whether it can fork more. */
  boolean alive() {
    return process.isAlive();
  }

  /** Forks a sandbox, whose supervisor waits to be told to make an interpreter ready. */
  Channel fork() throws IOException {
    forks++;
    process.getOutputStream().write(FORK);
    process.getOutputStream().flush();
    return new Channel(socket.accept());
  }

  /** Lets it finish what it does and end. */
  void retire() throws IOException {
    process.getOutputStream().close();
  }

  private void closeSocket() {
    try {
      socket.close();
    } catch (IOException e) {
      LOG.debug("socket of a template was closed already: {}", e.getMessage());
    }
  }

  /** Ends it; the sandboxes it has forked live on. */
  @Override
  public void close() {
    process.destroyForcibly();
    try {
      process.waitFor(END_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    closeSocket();
  }
}
