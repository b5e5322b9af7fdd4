package io.serai.sandbox.process;

import io.serai.policy.WarmPolicy;
import io.serai.sandbox.Owner;
import io.serai.sandbox.SharedFiles;
import io.serai.sandbox.cgroup.Cgroup;
import io.serai.sandbox.cgroup.Cgroups;
import io.serai.sandbox.channel.Channel;
import io.serai.sandbox.channel.Frame;
import io.serai.sandbox.warm.Kind;
import io.serai.sandbox.warm.Limiter;
import io.serai.sandbox.warm.Maker;
import io.serai.sandbox.warm.WarmSandbox;
import java.io.IOException;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Makes sandboxes of the provider {@code process}, by forking. Thread-safe. */
final class Templates implements Maker, AutoCloseable {

  private final Path python;
  private final Cgroups cgroups;
  private final SharedFiles files;
  private final Bubblewrap bubblewrap;
  private final Supplier<WarmPolicy> policy;
  private final Map<Kind, TemplateLine> lines = new ConcurrentHashMap<>();

  /**
   * The kernel kills a bubblewrapped process when the thread that started it ends, so one thread
   * that outlives all templates starts them.
   */
  private final ExecutorService spawner = Executors.newSingleThreadExecutor();

  Templates(Path python, Cgroups cgroups, SharedFiles files, Supplier<WarmPolicy> policy) {
    this.python = python;
    this.cgroups = cgroups;
    this.files = files;
    this.policy = policy;
    bubblewrap = new Bubblewrap(files.runners());
  }

  @Override
  public WarmSandbox make(Kind kind) throws IOException, InterruptedException {
    Channel channel = line(kind).fork();
    String name = Owner.name(UUID.randomUUID().toString());
    Cgroup cgroup = cgroups.create(name).orElse(null);
    try {
      long processId = channel.await(Frame.HELLO).processId();
      if (cgroup != null) {
        cgroup.add(processId);
      }
      channel.send(Frame.PREPARE);
      channel.await(Frame.READY);
      return new WarmSandbox(name, kind, channel, cgroup, Limiter.HOST, () -> {});
    } catch (IOException e) {
      channel.close();
      dispose(cgroup);
      throw e;
    }
  }

  private TemplateLine line(Kind kind) {
    return lines.computeIfAbsent(kind, unused -> new TemplateLine(() -> start(kind), policy));
  }

  private static void dispose(@Nullable Cgroup cgroup) {
    if (cgroup != null) {
      cgroup.kill();
      cgroup.tryRemove();
    }
  }

  private Template start(Kind kind) throws IOException {
    Path hub = files.newDirectory("hub-");
    ServerSocketChannel socket = Template.listen(hub);
    SharedFiles.allowAll(hub.resolve("socket"));
    return new Template(spawn(kind, hub), socket);
  }

  private Process spawn(Kind kind, Path hub) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(bubblewrap.command(python, kind.word(), hub))
            .directory(Path.of("/").toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD);
    builder.environment().keySet().removeIf(name -> !name.equals("PATH"));
    try {
      return spawner.submit(builder::start).get();
    } catch (ExecutionException e) {
      throw new IOException(e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  @Override
  public void close() {
    lines.values().forEach(TemplateLine::close);
    spawner.shutdownNow();
  }
}
