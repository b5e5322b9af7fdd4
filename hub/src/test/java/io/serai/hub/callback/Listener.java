package io.serai.hub.callback;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts the connections that are made to it, and answers none. */
final class Listener implements AutoCloseable {

  private final ServerSocket socket;
  private final AtomicInteger connections = new AtomicInteger();
  private final ExecutorService thread = Executors.newSingleThreadExecutor();

  private Listener(ServerSocket socket) {
    this.socket = socket;
  }

  static Listener start(String address, int port) throws IOException {
    Listener listener = new Listener(new ServerSocket(port, 50, InetAddress.getByName(address)));
    listener.thread.execute(listener::count);
    return listener;
  }

  private void count() {
    while (!socket.isClosed()) {
      try {
        Socket connection = socket.accept();
        connections.incrementAndGet();
        connection.close();
      } catch (IOException e) {
        return;
      }
    }
  }

  int port() {
    return socket.getLocalPort();
  }

  int connections() {
    return connections.get();
  }

  @Override
  public void close() throws IOException {
    socket.close();
    thread.shutdownNow();
  }
}
