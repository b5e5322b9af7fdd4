package io.serai.router;

import io.serai.fleet.NodeReport;
import io.serai.fleet.Place;
import io.serai.policy.RouterPolicy;
import io.serai.policy.RouterPolicy.Target;
import java.net.URI;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The nodes of every target, and what this hub knows of each. Thread-safe.
 *
 * <p>INVARIANT: a node is one object for as long as it is known, whatever becomes of the policy: it
 * counts what this hub has sent there.
 */
public final class Fleet {

  private static final long FORGOTTEN_NANOS = TimeUnit.MINUTES.toNanos(1);
  private static final Node[] NONE = {};

  private final Experience experience;
  private final ConcurrentHashMap<String, Node> reporting = new ConcurrentHashMap<>();
  private final ConcurrentHashMap<String, Node> fixed = new ConcurrentHashMap<>();
  private final AtomicInteger changes = new AtomicInteger();
  private volatile @Nullable Index index;

  /** The nodes of each target under one policy, after so many changes of the fleet. */
  private record Index(RouterPolicy policy, int changes, Map<String, Node[]> nodes) {}

  /**
   * Knows no node yet.
   *
   * @param nanos the time, as {@link System#nanoTime()} gives it
   */
  public Fleet(LongSupplier nanos) {
    this.experience = new Experience(nanos);
  }

  /**
   * A node has said how it is.
   *
   * @param report what it said
   * @param atNanos when
   */
  public void report(NodeReport report, long atNanos) {
    Node known = reporting.get(report.name());
    if (known != null && report.address().equals(known.address())) {
      boolean moved = !sameOffer(known.report(), report);
      known.report(report, atNanos);
      if (moved) {
        changes.incrementAndGet();
      }
    } else {
      reporting.put(report.name(), new Node(report, atNanos, experience));
      changes.incrementAndGet();
    }
  }

  /** Whether a node serves the same targets as before. */
  private static boolean sameOffer(@Nullable NodeReport before, NodeReport now) {
    return before != null
        && before.cloud().equals(now.cloud())
        && before.region().equals(now.region())
        && before.offers().size() == now.offers().size();
  }

  /** Forgets the nodes that have long been silent and hold no job of this hub. */
  public void forgetSilent() {
    long now = experience.now();
    boolean forgot =
        reporting
            .values()
            .removeIf(
                node ->
                    !node.inUse()
                        && node.condition(now - FORGOTTEN_NANOS) == Node.Condition.SILENT);
    if (forgot) {
      changes.incrementAndGet();
    }
  }

  long now() {
    return experience.now();
  }

  Experience experience() {
    return experience;
  }

  /** The nodes of a target. */
  Node[] of(RouterPolicy policy, Target target) {
    Index known = index;
    int now = changes.get();
    if (known == null || !known.policy().equals(policy) || known.changes() != now) {
      known = new Index(policy, now, nodes(policy));
      index = known;
    }
    return known.nodes().getOrDefault(target.name(), NONE);
  }

  private Map<String, Node[]> nodes(RouterPolicy policy) {
    Map<String, Node[]> nodes = new HashMap<>();
    for (Target target : policy.targets()) {
      nodes.put(target.name(), nodes(target));
    }
    return nodes;
  }

  private Node[] nodes(Target target) {
    if (!target.hasNodes()) {
      return new Node[] {fixed(target)};
    }
    return reporting.values().stream()
        .filter(node -> serves(node, target))
        .sorted(Comparator.comparing(Node::name))
        .toArray(Node[]::new);
  }

  /** The place of a node's name; one that remembers nothing where it is not known. */
  Place node(String name) {
    Node node = reporting.get(name);
    return node == null ? Place.FORGETFUL : node;
  }

  private Node fixed(Target target) {
    URI address = target.address();
    return fixed.computeIfAbsent(
        target.name() + " " + address + " " + target.capacity(),
        unused -> new Node(target.name(), address, target.capacity(), experience));
  }

  private static boolean serves(Node node, Target target) {
    NodeReport report = node.report();
    return report != null && isIn(target, report) && node.has(target.provider());
  }

  private static boolean isIn(Target target, NodeReport report) {
    boolean named =
        target.nodes().isEmpty() ? target.registered() : target.nodes().contains(report.address());
    return named
        && target.cloud().equals(report.cloud())
        && target.region().equals(report.region());
  }
}
