package io.serai.hub.sandbox;

import io.serai.job.Walk;
import io.serai.sandbox.RunObserver;
import java.util.function.Consumer;
import org.apache.camel.Exchange;

/**
 * Watches one of perhaps several copies of a job, and hands on the means to stop just this one.
 *
 * @param job watches the job
 * @param stopping takes the means to stop this copy
 */
public record StoppableRun(RunObserver job, Consumer<Runnable> stopping) implements RunObserver {

  /** Who takes the means to stop what an exchange runs; nobody where none is named. */
  @SuppressWarnings("unchecked")
  public static Consumer<Runnable> stopping(Exchange exchange) {
    Consumer<Runnable> named = exchange.getProperty(Walk.STOPPING, Consumer.class);
    return named == null ? kill -> {} : named;
  }

  @Override
  public void starting(Runnable kill) {
    job.starting(kill);
    stopping.accept(kill);
  }

  @Override
  public void output(Stream stream, byte[] chunk) {
    job.output(stream, chunk);
  }
}
