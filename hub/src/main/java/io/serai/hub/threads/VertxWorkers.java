package io.serai.hub.threads;

import io.vertx.core.impl.VertxBuilder;
import io.vertx.core.spi.ExecutorServiceFactory;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import org.apache.camel.util.concurrent.ThreadType;

/**
 * Vert.x workers on virtual threads where there are any: a request holds its worker until it is
 * answered, and a virtual one costs little to hold.
 */
public final class VertxWorkers implements ExecutorServiceFactory {

  @Override
  public void init(VertxBuilder builder) {
    builder.executorServiceFactory(this);
  }

  @Override
  public ExecutorService createExecutor(
      ThreadFactory platform, Integer concurrency, Integer maxConcurrency) {
    return ThreadType.current() == ThreadType.VIRTUAL
        ? HubThreads.perTask("worker")
        : Executors.newFixedThreadPool(maxConcurrency, platform);
  }
}
