package io.serai.hub.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Simulates one scenario with many contenders, as many at once as there are processors. */
public final class Contest {

  private Contest() {}

  /**
   * The outcomes, in the order of the contenders.
   *
   * @throws InterruptedException when interrupted
   */
  public static List<Outcome> run(Scenario scenario, List<Contender> contenders)
      throws InterruptedException {
    ExecutorService threads =
        Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
    try {
      List<Future<Outcome>> running = new ArrayList<>();
      for (Contender each : contenders) {
        running.add(threads.submit(() -> Simulation.run(scenario, each)));
      }
      List<Outcome> outcomes = new ArrayList<>();
      for (Future<Outcome> each : running) {
        outcomes.add(each.get());
      }
      return outcomes;
    } catch (ExecutionException e) {
      throw new IllegalStateException("simulation failed; " + e.getCause(), e);
    } finally {
      threads.shutdownNow();
    }
  }
}
