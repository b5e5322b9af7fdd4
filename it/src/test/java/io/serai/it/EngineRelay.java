package io.serai.it;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A socket in front of a real engine, which can be taken away as if the engine had stopped. */
final class EngineRelay implements AutoCloseable {

  private final Path engine;
  private final Path socket;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Set<SocketChannel> open = ConcurrentHashMap.newKeySet();
  private ServerSocketChannel server;

  EngineRelay(Path engine, Path socket) throws IOException {
    this.engine = engine;
    this.socket = socket;
    this.server = listen();
  }

  private ServerSocketChannel listen() throws IOException {
    ServerSocketChannel listening = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    listening.bind(UnixDomainSocketAddress.of(socket));
    threads.execute(() -> accept(listening));
    return listening;
  }

  String uri() {
    return "unix://" + socket;
  }

  /** Nobody listens any more, and whoever was connected is cut off. */
  void stop() throws IOException {
    server.close();
    Files.deleteIfExists(socket);
    for (SocketChannel each : open) {
      each.close();
    }
    open.clear();
  }

  void startAgain() throws IOException {
    server = listen();
  }

  private void accept(ServerSocketChannel listening) {
    try {
      while (true) {
        SocketChannel client = listening.accept();
        SocketChannel behind = SocketChannel.open(UnixDomainSocketAddress.of(engine));
        open.add(client);
        open.add(behind);
        threads.execute(() -> pump(client, behind));
        threads.execute(() -> pump(behind, client));
      }
    } catch (IOException e) {
      // Stopped.
    }
  }

  /** Either side that closes takes the other with it. */
  private void pump(SocketChannel from, SocketChannel to) {
    ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
    try (from;
        to) {
      while (from.read(buffer.clear()) >= 0) {
        buffer.flip();
        while (buffer.hasRemaining()) {
          to.write(buffer);
        }
      }
    } catch (IOException e) {
      // The other side has closed both.
    } finally {
      open.remove(from);
    }
  }

  @Override
  public void close() throws IOException {
    stop();
    threads.shutdownNow();
  }
}
