package io.serai.hub.node;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The network between a hub and a node, which can be cut and swallow what it carries. */
final class Relay implements AutoCloseable {

  private final InetAddress host;
  private final int port;
  private final ServerSocket server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private volatile boolean mute;
  private volatile boolean down;

  Relay(URI node) {
    try {
      host = InetAddress.getByName(node.getHost());
      port = node.getPort();
      server = new ServerSocket(0, 50, host);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    threads.execute(this::accept);
  }

  URI address(String scheme) {
    return URI.create(scheme + "://" + host.getHostAddress() + ":" + server.getLocalPort());
  }

  /** Ends the connections there are. */
  void cut() {
    open.forEach(Relay::close);
  }

  /** Carries nothing from the node to the hub any more, on connections that stay open. */
  void mute() {
    mute = true;
  }

  /** Ends the connections there are, and takes none. */
  void down() {
    down = true;
    cut();
  }

  private void accept() {
    try {
      while (true) {
        Socket hub = server.accept();
        if (down) {
          close(hub);
          continue;
        }
        Socket node = new Socket(host, port);
        open.add(hub);
        open.add(node);
        boolean mutable = !mute;
        threads.execute(() -> pump(hub, node, false));
        threads.execute(() -> pump(node, hub, mutable));
      }
    } catch (IOException e) {
      // Closed.
    }
  }

  private void pump(Socket from, Socket to, boolean mutable) {
    byte[] buffer = new byte[1 << 14];
    try (InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream()) {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        if (!(mutable && mute)) {
          out.write(buffer, 0, read);
        }
      }
    } catch (IOException e) {
      // Cut.
    }
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    cut();
    threads.shutdownNow();
  }
}
