package io.serai.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Runs a command, again when it has ended. */
final class CommandLoad implements Load {

  private final List<String> command;

  CommandLoad(List<String> command) {
    this.command = List.copyOf(command);
  }

  @Override
  public Measured run(int concurrency, int seconds) throws InterruptedException {
    List<Long> nanos = Collections.synchronizedList(new ArrayList<>());
    long startedAt = System.nanoTime();
    long until = startedAt + TimeUnit.SECONDS.toNanos(seconds);
    ExecutorService threads = Executors.newFixedThreadPool(concurrency);
    try {
      Callable<Void> repeated =
          () -> {
            do {
              nanos.add(once());
            } while (System.nanoTime() < until);
            return null;
          };
      for (Future<Void> done : threads.invokeAll(Collections.nCopies(concurrency, repeated))) {
        done.get();
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("load failed; " + e.getMessage(), e);
    } finally {
      threads.shutdownNow();
    }
    double took = System.nanoTime() - startedAt;
    long[] each = nanos.stream().mapToLong(Long::longValue).toArray();
    return new Measured(each.length * 1e9 / took, new Percentiles(each));
  }

  private long once() throws IOException, InterruptedException {
    long startedAt = System.nanoTime();
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    process.getOutputStream().close();
    if (process.waitFor() != 0) {
      throw new IllegalStateException("command failed: " + String.join(" ", command));
    }
    return System.nanoTime() - startedAt;
  }
}
