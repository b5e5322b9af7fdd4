package io.serai.policy;

import io.serai.job.Isolation;
import io.serai.job.Job;
import io.serai.job.Language;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The targets there are, and what makes one better than another.
 *
 * @param clouds the regions of each cloud
 * @param weights of the score, for jobs of no class
 * @param choices how many nodes of each target are compared for a job
 * @param patienceMs how long a job waits for a place before it is refused
 * @param classes jobs that are weighed differently; the first that fits counts
 * @param residency where the jobs of a tenant may run; those of others may run anywhere
 * @param targets unique by name
 */
public record RouterPolicy(
    Map<String, List<String>> clouds,
    Weights weights,
    int choices,
    long patienceMs,
    List<JobClass> classes,
    Map<String, Residency> residency,
    List<Target> targets) {

  /** The class of jobs that no class fits. */
  public static final String DEFAULT_CLASS = "default";

  public RouterPolicy {
    clouds = Map.copyOf(clouds);
    classes = classes == null ? List.of() : List.copyOf(classes);
    residency = residency == null ? Map.of() : Map.copyOf(residency);
    targets = List.copyOf(targets);
  }

  /** The addresses of every node that a target lists. */
  public List<URI> listedNodes() {
    return targets.stream().flatMap(target -> target.nodes().stream()).distinct().toList();
  }

  /** The target of a name; absent where there is none. */
  public @Nullable Target target(String name) {
    return targets.stream().filter(each -> each.name().equals(name)).findFirst().orElse(null);
  }

  /** The class of a job. */
  public JobClass classOf(Job job) {
    for (JobClass each : classes) {
      if (each.fits(job)) {
        return each;
      }
    }
    return new JobClass(DEFAULT_CLASS, Set.of(), Map.of(), weights);
  }

  /**
   * Somewhere a job can run: on this hub, or on the nodes that registered, or on nodes of a list,
   * or behind one address.
   *
   * @param name unique
   * @param endpoint the kamelet that sends there
   * @param parameters of the kamelet, by name
   * @param provider the sandbox provider there
   * @param cloud the cloud it is in
   * @param region the region it is in
   * @param isolation how strongly it separates jobs
   * @param images the images of each language it runs; the first is for jobs that ask for none
   * @param capacity how many jobs it takes at once; nodes say so themselves
   * @param preference 0 to 10, higher is better
   * @param distanceMs the way there and back, milliseconds, until it has been measured
   * @param coldStartMs what a job waits there when no sandbox is warm, milliseconds
   * @param registered whether its nodes are those of its cloud and region that registered
   * @param nodes the addresses of its nodes, which are asked how they are
   * @param address of what answers for it and is not asked how it is
   * @param recipient the endpoint with its parameters: made of the others, whatever is given
   */
  public record Target(
      String name,
      String endpoint,
      Map<String, String> parameters,
      String provider,
      String cloud,
      String region,
      Isolation isolation,
      Map<Language, List<String>> images,
      int capacity,
      double preference,
      double distanceMs,
      double coldStartMs,
      boolean registered,
      List<URI> nodes,
      @Nullable URI address,
      String recipient) {

    public Target {
      parameters = parameters == null ? Map.of() : Map.copyOf(parameters);
      images = Map.copyOf(images);
      nodes = nodes == null ? List.of() : List.copyOf(nodes);
      // Each target has an instance of its kamelet: a circuit breaker sees the jobs of one target.
      recipient = endpoint + "?target=" + name + query(parameters);
    }

    private static String query(Map<String, String> parameters) {
      return new TreeMap<>(parameters)
          .entrySet().stream()
              .map(each -> "&" + each.getKey() + "=" + encoded(each.getValue()))
              .collect(Collectors.joining());
    }

    private static String encoded(String value) {
      return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    /** Whether it is this hub. */
    public boolean isHub() {
      return !hasNodes() && address == null;
    }

    /** Whether it has nodes that say how they are. */
    public boolean hasNodes() {
      return registered || !nodes.isEmpty();
    }
  }

  /**
   * What counts how much; the lowest score wins. A score is in seconds.
   *
   * @param latency of one second until the answer is expected
   * @param price of one currency unit that the job is expected to cost
   * @param load of all places taken, against none
   * @param preference of one point of preference, subtracted
   */
  public record Weights(double latency, double price, double load, double preference) {}

  /**
   * Jobs that are weighed alike.
   *
   * @param name unique
   * @param tenants whose jobs they are; empty means anybody's
   * @param labels that they bear
   * @param weights of their score
   */
  public record JobClass(
      String name, Set<String> tenants, Map<String, String> labels, Weights weights) {

    public JobClass {
      tenants = tenants == null ? Set.of() : Set.copyOf(tenants);
      labels = labels == null ? Map.of() : Map.copyOf(labels);
    }

    private boolean fits(Job job) {
      return (tenants.isEmpty() || tenants.contains(job.tenant()))
          && job.labels().entrySet().containsAll(labels.entrySet());
    }
  }

  /**
   * Where jobs may run.
   *
   * @param clouds in one of these; empty means any
   * @param regions in one of these; empty means any
   */
  public record Residency(Set<String> clouds, Set<String> regions) {

    /** Anywhere. */
    public static final Residency ANYWHERE = new Residency(Set.of(), Set.of());

    public Residency {
      clouds = clouds == null ? Set.of() : Set.copyOf(clouds);
      regions = regions == null ? Set.of() : Set.copyOf(regions);
    }
  }
}
