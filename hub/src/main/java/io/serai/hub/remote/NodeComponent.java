package io.serai.hub.remote;

import io.serai.fleet.Dispatch;
import io.serai.fleet.Occupancy;
import io.serai.hub.sandbox.RunWatch;
import io.serai.job.Submission;
import io.serai.job.TraceContext;
import io.serai.sandbox.NeverRanException;
import io.serai.sandbox.Run;
import io.serai.sandbox.RunObserver;
import io.serai.sandbox.RunResult;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.camel.Endpoint;
import org.apache.camel.support.DefaultComponent;

/**
 * The component {@code node:run}: an endpoint runs code on the node of the dispatch and answers how
 * it ended. Parameters:
 *
 * <ul>
 *   <li>{@code auth}: how the hub proves who it is; {@code mtls} by default
 *   <li>{@code stream}: whether events come as they happen; true by default
 *   <li>{@code sameNode}: whether the address is always the same node; true by default
 *   <li>{@code timeoutMs}: how long a run may take with everything around it
 *   <li>{@code maxConcurrentCalls}: how many runs are sent at once; 256 by default
 *   <li>and those of {@code auth}
 * </ul>
 */
public final class NodeComponent extends DefaultComponent {

  private static final String OPERATION = "run";
  private static final int BULKHEAD = 256;

  private final NodeClient client;
  private final RunWatch watch;
  private final Signers signers;
  private final Predicate<String> traced;

  /**
   * A component over one client.
   *
   * @param client sends the runs
   * @param watch hears what they do
   * @param signers the ways of proving who calls
   * @param traced whether the trace of an id is sent, so that nodes send their part of it
   */
  public NodeComponent(
      NodeClient client, RunWatch watch, Signers signers, Predicate<String> traced) {
    this.client = client;
    this.watch = watch;
    this.signers = signers;
    this.traced = traced;
  }

  /** The span of a sending, in the trace that its job was accepted with. */
  TraceContext within(Submission submission, Dispatch dispatch) {
    String traceId = submission.traceId();
    return new TraceContext(
        traceId, dispatch.runId().spanId(), traced.test(traceId), submission.traceState());
  }

  /** Runs on the node of the dispatch. */
  RunResult run(
      Dispatch dispatch,
      String provider,
      Run run,
      RunObserver observer,
      Approach approach,
      Consumer<Occupancy> told)
      throws InterruptedException {
    if (run.session() != null) {
      throw new NeverRanException(
          "not-offered", "sessions are not offered by nodes; place it on this hub", Duration.ZERO);
    }
    return client.run(dispatch, provider, run, observer, approach, told);
  }

  /** Waits for what was sent to the node of the dispatch before. */
  RunResult resume(
      Dispatch dispatch, RunObserver observer, Approach approach, Consumer<Occupancy> told)
      throws InterruptedException {
    return client.resume(dispatch, observer, approach, told);
  }

  RunObserver watch(Run run) {
    return watch.watch(run.jobId());
  }

  @Override
  protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) {
    if (!remaining.equals(OPERATION)) {
      throw new IllegalArgumentException(
          "node operation '" + remaining + "' is unknown; allowed: " + OPERATION);
    }
    String auth = getAndRemoveParameter(parameters, "auth", String.class, "mtls");
    boolean streams = getAndRemoveParameter(parameters, "stream", Boolean.class, true);
    boolean sameNode = getAndRemoveParameter(parameters, "sameNode", Boolean.class, true);
    long patienceMs =
        getAndRemoveParameter(parameters, "timeoutMs", Long.class, Approach.PATIENCE.toMillis());
    int places = getAndRemoveParameter(parameters, "maxConcurrentCalls", Integer.class, BULKHEAD);
    RequestSigner signer = signers.of(auth, parameters);
    Approach approach =
        new Approach(signer, streams, sameNode, Duration.ofMillis(patienceMs), null);
    return new NodeEndpoint(uri, this, approach, places);
  }
}
