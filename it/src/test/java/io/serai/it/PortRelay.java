package io.serai.it;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A port in front of a server on this machine, which can be taken away and brought back. */
final class PortRelay implements AutoCloseable {

  private final ServerSocket entrance;
  private final int server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private volatile boolean away;

  PortRelay(int server) throws IOException {
    this.server = server;
    this.entrance = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    threads.execute(this::accept);
  }

  int port() {
    return entrance.getLocalPort();
  }

  /** Whoever is connected is cut off, and whoever connects is too. */
  void takeAway() throws IOException {
    away = true;
    for (Socket each : open) {
      each.close();
    }
    open.clear();
  }

  void bringBack() {
    away = false;
  }

  private void accept() {
    try {
      while (true) {
        Socket client = entrance.accept();
        if (away) {
          client.close();
          continue;
        }
        Socket behind = new Socket(InetAddress.getLoopbackAddress(), server);
        open.add(client);
        open.add(behind);
        threads.execute(() -> pass(client, behind));
        threads.execute(() -> pass(behind, client));
      }
    } catch (IOException e) {
      // Closed.
    }
  }

  private static void pass(Socket from, Socket to) {
    try (from;
        to) {
      from.getInputStream().transferTo(to.getOutputStream());
    } catch (IOException e) {
      // The other side has closed.
    }
  }

  @Override
  public void close() throws IOException {
    takeAway();
    entrance.close();
    threads.shutdownNow();
  }
}
