package io.serai.approval;

import io.serai.job.Deferred;
import io.serai.job.JobId;
import io.serai.job.Lease;
import io.serai.job.Walk;
import io.serai.sandbox.RunResult;
import io.serai.store.ApprovalStore;
import java.util.Objects;
import java.util.function.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * Puts a job that was {@link Held} back into the queue, where it waits for somebody and holds no
 * thread; unless it was cancelled meanwhile, which ends it.
 */
public final class HoldProcessor implements Processor {

  private final ApprovalStore store;
  private final Consumer<JobId> listener;

  /**
   * Holds in the given store.
   *
   * @param listener hears of every job that waits from now on
   */
  public HoldProcessor(ApprovalStore store, Consumer<JobId> listener) {
    this.store = store;
    this.listener = listener;
  }

  @Override
  public void process(Exchange exchange) {
    Held held =
        (Held)
            Objects.requireNonNull(
                Deferred.behind(exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class)));
    Lease lease = exchange.getProperty(Walk.LEASE, Lease.class);
    if (store.hold(lease, held.request())) {
      exchange.setProperty(Walk.REQUEUED, true);
      listener.accept(lease.job().id());
    } else {
      exchange.getMessage().setBody(RunResult.cancelled());
    }
  }
}
