package io.serai.sandbox.egress;

import io.serai.address.Resolver;
import io.serai.sandbox.Run;
import io.serai.sandbox.channel.Channel;
import io.vertx.core.Vertx;
import java.net.InetAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Gives runs the network that they may have. Nothing is started before a run has one. Thread-safe.
 */
public final class Egress implements AutoCloseable {

  private static final long IDLE_SECONDS = 1;

  private final Resolver resolver;
  private final Function<Vertx, Origins> origins;
  private final ExecutorService writers =
      new ThreadPoolExecutor(
          0,
          Integer.MAX_VALUE,
          IDLE_SECONDS,
          TimeUnit.SECONDS,
          new SynchronousQueue<>(),
          task -> new Thread(task, "egress-writer"));
  private @Nullable Gateway gateway;

  /** Egress by the names and routes of this machine. */
  public Egress() {
    this(InetAddress::getAllByName, Origins::new);
  }

  Egress(Resolver resolver, Function<Vertx, Origins> origins) {
    this.resolver = resolver;
    this.origins = origins;
  }

  /**
   * The way out for one run.
   *
   * @param channel to its sandbox
   */
  public Outlet open(Run run, Channel channel) {
    return run.network().isNone()
        ? new NoOutlet(channel)
        : new ProxiedOutlet(
            run.jobId(), run.network(), gateway(), new FrameWriter(channel, writers));
  }

  synchronized Gateway gateway() {
    if (gateway == null) {
      gateway = new Gateway(resolver, origins);
    }
    return gateway;
  }

  @Override
  public synchronized void close() {
    if (gateway != null) {
      gateway.close();
    }
    writers.shutdownNow();
  }
}
