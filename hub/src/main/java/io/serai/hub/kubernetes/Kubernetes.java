package io.serai.hub.kubernetes;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.serai.hub.sandbox.RunWatch;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The clusters that this machine's kubeconfig names. A client of each is made when first asked. */
public final class Kubernetes implements AutoCloseable {

  private static final String CURRENT = "current";

  private final Map<String, KubernetesClient> clients = new ConcurrentHashMap<>();
  private final RunWatch watch;

  /** Clusters whose runs are watched by the given one. */
  public Kubernetes(RunWatch watch) {
    this.watch = watch;
  }

  /** The client of a context of the kubeconfig; {@code current} for its current one. */
  public KubernetesClient client(String context) {
    return clients.computeIfAbsent(context, Kubernetes::connect);
  }

  /**
   * What one kamelet needs beside Camel's components.
   *
   * @param context of the kubeconfig
   * @param namespace of jobs alone
   * @param images what comes before an image's name
   * @param runtimeClass the runtime; {@code default} for the cluster's own
   * @param startupSeconds how long a pod may take to start
   */
  public ClusterRuns runs(
      String context, String namespace, String images, String runtimeClass, int startupSeconds) {
    Place place = new Place(namespace, images, runtimeClass, Duration.ofSeconds(startupSeconds));
    return new ClusterRuns(client(context), place, watch);
  }

  private static KubernetesClient connect(String context) {
    Config config = Config.autoConfigure(context.equals(CURRENT) ? null : context);
    return new KubernetesClientBuilder().withConfig(config).build();
  }

  @Override
  public void close() {
    clients.values().forEach(KubernetesClient::close);
  }
}
