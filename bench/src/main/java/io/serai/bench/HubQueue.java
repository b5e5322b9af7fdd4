package io.serai.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/**
 * A hub with sandboxes that do nothing, by HTTP: each job is read, checked, inserted, leased,
 * moderated, routed, completed, charged, audited and answered.
 */
final class HubQueue implements DurableQueue {

  private static final int CALLERS = 64;

  private final ServerProcess process;
  private final HttpLoad http = new HttpLoad();
  private final Load load;

  /** Starts it over an empty database. */
  HubQueue(Path home, String jdbcUrl) throws IOException, InterruptedException {
    process = ServerProcess.start(NoopHub.class, home, "serai.database.url=" + jdbcUrl);
    load = http.of(process.port(), HubCommand.JOB);
  }

  @Override
  public String name() {
    return "serai";
  }

  @Override
  public double perSecond(int seconds) throws InterruptedException {
    return load.run(CALLERS, seconds).perSecond();
  }

  @Override
  public void close() {
    http.close();
    try {
      process.close();
    } catch (IOException e) {
      throw new UncheckedIOException("hub could not be cleared away", e);
    }
  }
}
