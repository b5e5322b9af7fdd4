package io.serai.hub.kubernetes;

import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodList;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.FilterWatchListDeletable;
import io.fabric8.kubernetes.client.dsl.PodResource;
import io.serai.sandbox.CapturedOutput;
import io.serai.sandbox.RunObserver;
import io.serai.sandbox.SandboxException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;

/** The pods of one run, seen through the API server. */
final class Pods {

  private final KubernetesClient client;
  private final String namespace;
  private final Order order;
  private final AtomicBoolean deleted = new AtomicBoolean();
  private final CompletableFuture<List<Pod>> cancelled = new CompletableFuture<>();

  Pods(KubernetesClient client, String namespace, Order order) {
    this.client = client;
    this.namespace = namespace;
    this.order = order;
  }

  /**
   * Waits until all of them together are as they should be; tells how they are then.
   *
   * @throws SandboxException when they are cancelled, which nobody need wait for
   */
  List<Pod> await(Predicate<List<Pod>> enough, Duration patience) throws InterruptedException {
    CompletableFuture<List<Pod>> met = pods().informOnCondition(enough);
    try {
      return met.applyToEither(cancelled, found -> found)
          .get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      return list();
    } catch (ExecutionException e) {
      if (isCancelled()) {
        throw new SandboxException("run was cancelled", e);
      }
      throw new KubernetesClientException("pods cannot be watched; " + e.getMessage(), e);
    } finally {
      met.cancel(true);
    }
  }

  List<Pod> list() {
    return pods().list().getItems();
  }

  /** What one of them printed, as much as there is room for. */
  void read(Pod pod, int most, CapturedOutput output) throws IOException {
    try (InputStream log =
        client
            .pods()
            .inNamespace(namespace)
            .withName(pod.getMetadata().getName())
            .inContainer(JobSpecs.CONTAINER)
            .limitBytes(most)
            .getLogInputStream()) {
      byte[] all = log.readAllBytes();
      output.add(RunObserver.Stream.STDOUT, all, all.length);
    }
  }

  /** Deletes the Job, and with it them. */
  void delete() {
    client
        .batch()
        .v1()
        .jobs()
        .inNamespace(namespace)
        .withName(order.name())
        .withPropagationPolicy(DeletionPropagation.FOREGROUND)
        .delete();
  }

  /** Deletes the Job, and lets nobody wait for them any more; from any thread, more than once. */
  void cancel() {
    if (deleted.compareAndSet(false, true)) {
      delete();
      cancelled.completeExceptionally(new CancellationException());
    }
  }

  boolean isCancelled() {
    return deleted.get();
  }

  private FilterWatchListDeletable<Pod, PodList, PodResource> pods() {
    return client.pods().inNamespace(namespace).withLabel(Order.RUN_LABEL, order.id().toString());
  }
}
