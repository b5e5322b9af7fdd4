package io.serai.costs;

import io.serai.job.Lease;
import io.serai.job.Result;
import io.serai.job.Timeline;
import io.serai.job.Walk;
import io.serai.store.CostStore;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Takes a {@link Result}; hands its charges to the ledger. */
public final class CostsProcessor implements Processor {

  private final CostStore store;

  /** Writes to the given store. */
  public CostsProcessor(CostStore store) {
    this.store = store;
  }

  @Override
  public void process(Exchange exchange) throws Exception {
    String tenant = exchange.getProperty(Walk.LEASE, Lease.class).job().tenant();
    Result result = exchange.getMessage().getMandatoryBody(Result.class);
    exchange
        .getProperty(Walk.TIMELINE, Timeline.class)
        .follow("costs", store.record(tenant, result));
  }
}
