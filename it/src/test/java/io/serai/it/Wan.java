package io.serai.it;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A long way between two loopback addresses: what goes through comes later, what is lost comes
 * later still, as TCP would have it, and when the way is cut nothing comes at all.
 */
public final class Wan implements AutoCloseable {

  private static final long RETRANSMISSION_MS = 200;

  private final InetSocketAddress behind;
  private final ServerSocketChannel server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Set<SocketChannel> open = ConcurrentHashMap.newKeySet();
  private final Object way = new Object();
  private volatile long delayMs;
  private volatile double loss;
  private volatile boolean cut;

  private record Chunk(ByteBuffer bytes, long dueNanos) {}

  /** A way that begins at an address and ends at another. */
  public Wan(InetSocketAddress from, InetSocketAddress behind) throws IOException {
    this.behind = behind;
    this.server = ServerSocketChannel.open().bind(from);
    threads.execute(this::accept);
  }

  /** A port of 127.0.0.{@code last}; 0 for any that is free. */
  public static InetSocketAddress loopback(int last, int port) throws IOException {
    return new InetSocketAddress(
        InetAddress.getByAddress(new byte[] {127, 0, 0, (byte) last}), port);
  }

  /** Where it begins. */
  public int port() throws IOException {
    return ((InetSocketAddress) server.getLocalAddress()).getPort();
  }

  /** How long everything takes in one direction. */
  public void delay(long millis) {
    delayMs = millis;
  }

  /** The share that is lost on the way and sent again, 0 to 1. */
  void lose(double share) {
    loss = share;
  }

  /** From now on nothing comes through, and nobody is told. */
  public void cut() {
    cut = true;
  }

  /** What had been cut comes through again. */
  public void mend() {
    synchronized (way) {
      cut = false;
      way.notifyAll();
    }
  }

  /** Breaks every connection that is open; new ones may be made. */
  public void breakOff() {
    open.forEach(this::close);
  }

  private void accept() {
    try {
      while (true) {
        SocketChannel client = server.accept();
        open.add(client);
        threads.execute(() -> connect(client));
      }
    } catch (IOException e) {
      // Closed.
    }
  }

  private void connect(SocketChannel client) {
    try {
      passable();
      SocketChannel far = SocketChannel.open(behind);
      open.add(far);
      carry(client, far);
      carry(far, client);
    } catch (IOException | InterruptedException e) {
      close(client);
    }
  }

  private void carry(SocketChannel from, SocketChannel to) {
    LinkedBlockingQueue<Chunk> underWay = new LinkedBlockingQueue<>();
    threads.execute(() -> read(from, underWay));
    threads.execute(() -> write(underWay, from, to));
  }

  private void read(SocketChannel from, LinkedBlockingQueue<Chunk> underWay) {
    Random random = new Random(7);
    try {
      ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
      while (from.read(buffer.clear()) >= 0) {
        byte[] bytes = new byte[buffer.flip().remaining()];
        buffer.get(bytes);
        long late = delayMs + (random.nextDouble() < loss ? RETRANSMISSION_MS : 0);
        underWay.add(
            new Chunk(
                ByteBuffer.wrap(bytes), System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(late)));
      }
    } catch (IOException e) {
      // Either side has closed.
    } finally {
      underWay.add(new Chunk(ByteBuffer.allocate(0), System.nanoTime()));
    }
  }

  private void write(LinkedBlockingQueue<Chunk> underWay, SocketChannel from, SocketChannel to) {
    try {
      while (true) {
        Chunk chunk = underWay.take();
        TimeUnit.NANOSECONDS.sleep(chunk.dueNanos() - System.nanoTime());
        passable();
        if (!chunk.bytes().hasRemaining()) {
          break;
        }
        while (chunk.bytes().hasRemaining()) {
          to.write(chunk.bytes());
        }
      }
    } catch (IOException | InterruptedException e) {
      // Either side has closed.
    } finally {
      close(from);
      close(to);
    }
  }

  private void passable() throws InterruptedException {
    synchronized (way) {
      while (cut) {
        way.wait();
      }
    }
  }

  private void close(SocketChannel channel) {
    open.remove(channel);
    try {
      channel.close();
    } catch (IOException e) {
      // It is closed.
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    threads.shutdownNow();
    open.forEach(this::close);
  }
}
