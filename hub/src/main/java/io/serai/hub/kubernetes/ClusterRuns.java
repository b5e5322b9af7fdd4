package io.serai.hub.kubernetes;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.serai.fleet.Dispatch;
import io.serai.fleet.RunId;
import io.serai.hub.sandbox.RunWatch;
import io.serai.hub.sandbox.StoppableRun;
import io.serai.job.Limits;
import io.serai.job.Walk;
import io.serai.sandbox.CapturedOutput;
import io.serai.sandbox.NeverRanException;
import io.serai.sandbox.Run;
import io.serai.sandbox.RunObserver;
import io.serai.sandbox.RunResult;
import io.serai.sandbox.SandboxException;
import io.serai.sandbox.UnknownOutcomeException;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.component.kubernetes.KubernetesConstants;

/** The steps of a run in a cluster that Camel's components do not take, in the order of use. */
public final class ClusterRuns {

  private static final String ORDER = "serai.kubernetes.order";
  private static final Duration GRACE = Duration.ofSeconds(30);

  private final KubernetesClient client;
  private final Place place;
  private final RunWatch watch;

  ClusterRuns(KubernetesClient client, Place place, RunWatch watch) {
    this.client = client;
    this.place = place;
    this.watch = watch;
  }

  /** Takes the {@link Run}; leaves the Job to create. */
  public void prepare(Exchange exchange) throws Exception {
    Run run = exchange.getMessage().getMandatoryBody(Run.class);
    requireFit(run);
    Dispatch dispatch = exchange.getProperty(Walk.DISPATCH, Dispatch.class);
    Order order =
        new Order(dispatch == null ? new RunId(run.jobId().value()) : dispatch.runId(), run);
    exchange.setProperty(ORDER, order);
    Message message = exchange.getMessage();
    message.setHeader(KubernetesConstants.KUBERNETES_NAMESPACE_NAME, place.namespace());
    message.setHeader(KubernetesConstants.KUBERNETES_JOB_NAME, order.name());
    message.setHeader(KubernetesConstants.KUBERNETES_JOB_LABELS, order.labels());
    message.setHeader(KubernetesConstants.KUBERNETES_JOB_SPEC, new JobSpecs(place).of(order));
  }

  private static void requireFit(Run run) {
    if (run.session() != null) {
      throw never("session", "a cluster keeps nothing from run to run; send sessions to a node");
    }
    if (!run.network().isNone()) {
      throw never("network", "a cluster runs jobs without a network; send this one to a node");
    }
    if (JobFiles.bytes(run) > JobFiles.MOST_BYTES) {
      throw never(
          "too-large",
          "code, input and files have "
              + JobFiles.bytes(run)
              + " bytes; a cluster takes "
              + JobFiles.MOST_BYTES);
    }
  }

  /**
   * The Job was not created, or was there already. Nothing of it can run yet: its pod waits for the
   * files. So a Job that is there is gone on with, and one that is not never ran.
   */
  public void conflict(Exchange exchange) {
    KubernetesClientException refused = caught(exchange);
    if (isRefusal(refused) && refused.getCode() != HttpURLConnection.HTTP_CONFLICT) {
      throw never("refused", "cluster refused the Job; " + said(refused));
    }
    Job there = inquire(order(exchange));
    if (there == null) {
      throw never("unreachable", "cluster did not take the Job; " + refused.getMessage());
    }
    exchange.getMessage().setBody(there);
  }

  private Job inquire(Order order) {
    try {
      Job there =
          client.batch().v1().jobs().inNamespace(place.namespace()).withName(order.name()).get();
      if (there != null && !order.labels().equals(there.getMetadata().getLabels())) {
        throw never("conflict", "Job '" + order.name() + "' is there and is not of this job");
      }
      return there;
    } catch (KubernetesClientException e) {
      throw never("unreachable", "cluster does not answer; " + e.getMessage());
    }
  }

  /** Takes the Job; leaves the Secret to create, which is the Job's own. */
  public void files(Exchange exchange) throws Exception {
    Job job = exchange.getMessage().getMandatoryBody(Job.class);
    exchange
        .getMessage()
        .setHeader(KubernetesConstants.KUBERNETES_SECRET, JobFiles.secret(order(exchange), job));
  }

  /** The Secret was not created, or was there already, or nobody knows. */
  public void noFiles(Exchange exchange) {
    KubernetesClientException refused = caught(exchange);
    if (refused.getCode() == HttpURLConnection.HTTP_CONFLICT) {
      return;
    }
    Order order = order(exchange);
    if (isRefusal(refused)) {
      pods(order).delete();
      throw never("refused", "cluster refused the job's files; " + said(refused));
    }
    throw new UnknownOutcomeException(
        "Job '" + order.name() + "' may have been given its files; " + refused.getMessage(), false);
  }

  /** Waits for the pod; leaves the {@link RunResult}. */
  public void result(Exchange exchange) throws Exception {
    Order order = order(exchange);
    RunObserver observer =
        new StoppableRun(watch.watch(order.run().jobId()), StoppableRun.stopping(exchange));
    Pods pods = pods(order);
    observer.starting(pods::cancel);
    exchange.getMessage().removeHeaders("CamelKubernetes*");
    try {
      requireStart(pods);
      Pod ended = awaitEnd(pods, order.run().limits());
      exchange.getMessage().setBody(read(pods, ended, order.run(), observer));
    } catch (SandboxException | KubernetesClientException e) {
      if (!pods.isCancelled()) {
        throw e instanceof SandboxException ? e : lost(order, e);
      }
      exchange.getMessage().setBody(RunResult.cancelled());
    }
  }

  private static UnknownOutcomeException lost(Order order, Exception e) {
    return new UnknownOutcomeException(
        "Job '" + order.name() + "' was lost sight of; " + e.getMessage(), false);
  }

  private void requireStart(Pods pods) throws InterruptedException {
    List<Pod> seen = pods.await(ClusterRuns::anyBegun, place.startup());
    if (anyBegun(seen)) {
      return;
    }
    pods.delete();
    List<Pod> left = pods.await(List::isEmpty, GRACE);
    if (anyBegun(left)) {
      throw new UnknownOutcomeException("a pod started while it was deleted", true);
    }
    String why = seen.isEmpty() ? "no pod was made" : PodEnd.waitingFor(seen.get(0));
    throw never(
        "unscheduled", "pod did not start within " + place.startup().toSeconds() + " s: " + why);
  }

  private static boolean anyBegun(List<Pod> pods) {
    return pods.stream().anyMatch(each -> PodEnd.started(each) || PodEnd.ended(each));
  }

  private static Pod awaitEnd(Pods pods, Limits limits) throws InterruptedException {
    Duration most = GRACE.plusMillis(limits.timeoutMs());
    return pods.await(all -> all.isEmpty() || all.stream().anyMatch(PodEnd::ended), most).stream()
        .filter(PodEnd::ended)
        .findFirst()
        .orElseThrow(
            () -> new UnknownOutcomeException("pod has not ended in its time, or is gone", false));
  }

  private static RunResult read(Pods pods, Pod ended, Run run, RunObserver observer)
      throws IOException {
    long most = run.limits().outputBytes();
    CapturedOutput output = new CapturedOutput(most, observer, () -> {});
    pods.read(ended, (int) Math.min(most + 1, Integer.MAX_VALUE), output);
    return new PodEnd(ended).result(run.limits(), output);
  }

  private static boolean isRefusal(KubernetesClientException answer) {
    return answer.getCode() >= 400 && answer.getCode() < 500;
  }

  /** What the server said, without the request that it said it of. */
  private static String said(KubernetesClientException answer) {
    String message = answer.getStatus() == null ? null : answer.getStatus().getMessage();
    return String.valueOf(message == null ? answer.getMessage() : message);
  }

  private Pods pods(Order order) {
    return new Pods(client, place.namespace(), order);
  }

  private static Order order(Exchange exchange) {
    return exchange.getProperty(ORDER, Order.class);
  }

  private static KubernetesClientException caught(Exchange exchange) {
    return exchange.getProperty(Exchange.EXCEPTION_CAUGHT, KubernetesClientException.class);
  }

  private static NeverRanException never(String code, String message) {
    return new NeverRanException(code, message, Duration.ZERO);
  }
}
