package io.serai.sandbox.process;

import io.serai.policy.WarmPolicy;
import io.serai.sandbox.channel.Channel;
import java.io.IOException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The templates of one kind, one after the other: each forks its share, and the next has its
 * imports done when it is needed. Thread-safe.
 */
final class TemplateLine implements AutoCloseable {

  /** Starts a template. */
  interface Starter {
    Template start() throws IOException;
  }

  private final Starter starter;
  private final Supplier<WarmPolicy> policy;
  private @Nullable Template current;
  private @Nullable Template next;

  TemplateLine(Starter starter, Supplier<WarmPolicy> policy) {
    this.starter = starter;
    this.policy = policy;
  }

  /** Forks a sandbox; its first frame will name its process. */
  synchronized Channel fork() throws IOException {
    int share = policy.get().forks();
    Template template = current;
    if (template == null || !template.alive() || template.forks() >= share) {
      template = succeed();
    }
    Channel channel = template.fork();
    if (next == null && template.forks() >= share - share / 4) {
      next = starter.start();
    }
    return channel;
  }

  private Template succeed() throws IOException {
    Template successor = next != null && next.alive() ? next : starter.start();
    if (current != null) {
      current.retire();
    }
    current = successor;
    next = null;
    return successor;
  }

  @Override
  public synchronized void close() {
    if (current != null) {
      current.close();
    }
    if (next != null) {
      next.close();
    }
  }
}
