package io.serai.bench;

import io.serai.fleet.Decision;
import io.serai.fleet.NodeReport;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** One routing decision over 2,000 nodes, as a hub makes it and in the plain way. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class DecisionBenchmark {

  private static final int NODES = 2_000;

  /** Percent of the nodes that take no job. */
  @Param({"0", "50", "99"})
  public int excluded;

  private Deciding deciding = new Deciding(0, 0);

  /** Builds the fleet. */
  @Setup
  public void build() {
    deciding = new Deciding(NODES, excluded);
  }

  /** Filters all nodes and takes the least. */
  @Benchmark
  public NodeReport naive() {
    return deciding.decideNaively();
  }

  /** Asks the scheduler. */
  @Benchmark
  public Decision serai() {
    return deciding.decide();
  }
}
