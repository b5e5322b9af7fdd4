package io.serai.hub.kubernetes;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.serai.hub.sandbox.RunWatch;
import io.serai.sandbox.RunObserver;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** The clusters that this machine's kubeconfig names. A client of each is made when first asked. */
public final class Kubernetes implements AutoCloseable {

  /** The word by which policies name what runs jobs there. */
  public static final String PROVIDER = "kubernetes";

  private static final String CURRENT = "current";
  private static final String NOBODY = "http://127.0.0.1:1";
  private static final int RETRIES = 3;

  private final Map<String, KubernetesClient> clients = new ConcurrentHashMap<>();
  private final RunWatch watch;
  private final Function<String, Config> configs;

  /** Clusters whose runs are watched by the given one. */
  public Kubernetes(RunWatch watch) {
    this(watch, Kubernetes::configured);
  }

  private Kubernetes(RunWatch watch, Function<String, Config> configs) {
    this.watch = watch;
    this.configs = configs;
  }

  /** Clusters that nobody reaches, whatever this machine's kubeconfig names. */
  public static Kubernetes unreachable() {
    return new Kubernetes(
        id -> RunObserver.NONE,
        context -> new ConfigBuilder(Config.empty()).withMasterUrl(NOBODY).build());
  }

  /**
   * The client of a context of the kubeconfig; {@code current} for its current one. Static, as are
   * all methods by which a kamelet makes its own beans.
   */
  public static KubernetesClient client(Kubernetes clusters, String context) {
    return clusters.clients.computeIfAbsent(context, clusters::connect);
  }

  /**
   * What one kamelet needs beside Camel's components.
   *
   * @param clusters whose clients it uses
   * @param context of the kubeconfig
   * @param namespace of jobs alone
   * @param images what comes before an image's name
   * @param runtimeClass the runtime; {@code default} for the cluster's own
   * @param startupSeconds how long a pod may take to start
   */
  public static ClusterRuns runs(
      Kubernetes clusters,
      String context,
      String namespace,
      String images,
      String runtimeClass,
      int startupSeconds) {
    Place place = new Place(namespace, images, runtimeClass, Duration.ofSeconds(startupSeconds));
    return new ClusterRuns(client(clusters, context), place, clusters.watch);
  }

  private static Config configured(String context) {
    return Config.autoConfigure(context.equals(CURRENT) ? null : context);
  }

  private KubernetesClient connect(String context) {
    Config found = configs.apply(context);
    Config config = new ConfigBuilder(found).withRequestRetryBackoffLimit(RETRIES).build();
    return new KubernetesClientBuilder().withConfig(config).build();
  }

  @Override
  public void close() {
    clients.values().forEach(KubernetesClient::close);
  }
}
