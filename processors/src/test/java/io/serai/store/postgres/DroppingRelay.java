package io.serai.store.postgres;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;

/** Stands before a server on this machine, and breaks a connection when it has been answered. */
final class DroppingRelay implements AutoCloseable {

  private final ServerSocket entrance;
  private final int server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final AtomicBoolean armed = new AtomicBoolean();
  private final AtomicBoolean dropped = new AtomicBoolean();

  private DroppingRelay(ServerSocket entrance, int server) {
    this.entrance = entrance;
    this.server = server;
  }

  static DroppingRelay to(int server) throws IOException {
    ServerSocket entrance = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    DroppingRelay relay = new DroppingRelay(entrance, server);
    relay.threads.execute(relay::accept);
    return relay;
  }

  int port() {
    return entrance.getLocalPort();
  }

  /** The server does what it is asked to next, and nobody hears of it. */
  void dropTheNextAnswer() {
    armed.set(true);
  }

  boolean dropped() {
    return dropped.get();
  }

  private void accept() {
    try {
      while (true) {
        Socket client = entrance.accept();
        Socket upstream = new Socket(InetAddress.getLoopbackAddress(), server);
        threads.execute(() -> pass(client, upstream, false));
        threads.execute(() -> pass(upstream, client, true));
      }
    } catch (IOException e) {
      // Closed.
    }
  }

  private void pass(Socket from, Socket to, boolean answers) {
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      byte[] buffer = new byte[8_192];
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        if (answers && armed.getAndSet(false)) {
          dropped.set(true);
          return;
        }
        out.write(buffer, 0, read);
        out.flush();
      }
    } catch (IOException e) {
      // The other side has closed.
    }
  }

  @Override
  public void close() throws IOException {
    entrance.close();
    threads.shutdownNow();
  }
}
