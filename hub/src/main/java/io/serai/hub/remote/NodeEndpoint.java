package io.serai.hub.remote;

import io.serai.fleet.Dispatch;
import io.serai.hub.contract.NodeProblem;
import io.serai.hub.sandbox.StoppableRun;
import io.serai.job.Lease;
import io.serai.job.Placement;
import io.serai.job.TraceContext;
import io.serai.job.Walk;
import io.serai.sandbox.NeverRanException;
import io.serai.sandbox.Run;
import io.serai.sandbox.RunObserver;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Semaphore;
import org.apache.camel.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultEndpoint;
import org.apache.camel.support.DefaultProducer;
import org.jspecify.annotations.Nullable;

/**
 * One way of speaking to nodes as an endpoint: takes a {@link Run}, leaves a {@code RunResult}; or
 * the {@link NeverRanException} of a node that is well and takes no more, which is an answer and no
 * fault, so that a circuit breaker does not open because of it. {@link NodeOutcome} throws it.
 */
final class NodeEndpoint extends DefaultEndpoint {

  private static final Set<String> BACK_PRESSURE =
      Set.of(NodeProblem.FULL, NodeProblem.DRAINING, NodeProblem.REVOKED);

  private final NodeComponent component;
  private final Approach approach;

  /** Not that of the circuit breaker, for which one that is full would count as a failure. */
  private final Semaphore bulkhead;

  NodeEndpoint(String uri, NodeComponent component, Approach approach, int places) {
    super(uri, component);
    this.bulkhead = new Semaphore(places);
    this.component = component;
    this.approach = approach;
  }

  @Override
  public Producer createProducer() {
    return new DefaultProducer(this) {
      @Override
      public void process(Exchange exchange) throws Exception {
        exchange.getMessage().setBody(outcome(exchange));
      }
    };
  }

  private Object outcome(Exchange exchange) throws Exception {
    Run run = exchange.getMessage().getMandatoryBody(Run.class);
    Placement placement = exchange.getProperty(Walk.PLACEMENT, Placement.class);
    Dispatch dispatch = exchange.getProperty(Walk.DISPATCH, Dispatch.class);
    if (dispatch == null) {
      throw new IllegalStateException(
          "target '"
              + placement.target()
              + "' names no node but its endpoint sends to one; make policies/router.yaml and the"
              + " kamelet agree");
    }
    if (!bulkhead.tryAcquire()) {
      return new NeverRanException(
          "bulkhead-full", "hub sends enough there already; send it elsewhere", Duration.ZERO);
    }
    try {
      RunObserver observer =
          new StoppableRun(component.watch(run), StoppableRun.stopping(exchange));
      Approach traced = approach.in(within(exchange, dispatch));
      return exchange.getProperty(Walk.RESUMED, false, Boolean.class)
          ? component.resume(dispatch, observer, traced, Listening.of(exchange))
          : component.run(
              dispatch, placement.provider(), run, observer, traced, Listening.of(exchange));
    } catch (NeverRanException e) {
      if (BACK_PRESSURE.contains(e.code())) {
        return e;
      }
      throw e;
    } finally {
      bulkhead.release();
    }
  }

  private @Nullable TraceContext within(Exchange exchange, Dispatch dispatch) {
    Lease lease = exchange.getProperty(Walk.LEASE, Lease.class);
    return lease == null ? null : component.within(lease.submission(), dispatch);
  }

  @Override
  public Consumer createConsumer(Processor processor) {
    throw new UnsupportedOperationException(
        "endpoint '" + getEndpointUri() + "' cannot be consumed from; use it in 'to'");
  }
}
