package dev.surprisal.math;

import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The kernels beside {@link #logarithms}, a loop that only calls {@code Math.log} K times: the ratio
 * is the figure. Each call takes the next of many rows, so that no branch is learnt by heart.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class KernelBenchmark {
  /** A power of two; with K = 100 the rows fit the second-level cache. */
  private static final int ROWS = 512;

  @Param({"10", "100"})
  int classes;

  /** Whether q is drawn beside p, or is p disturbed by a few per cent. */
  @Param({"unrelated", "close"})
  String kind = "unrelated";

  private final double[][] first = new double[ROWS][];
  private final double[][] second = new double[ROWS][];
  private int row;

  /** Draws the rows. */
  @Setup
  public void draw() {
    Random random = new Random(1);
    for (int i = 0; i < ROWS; i++) {
      double[] p = new double[classes];
      double[] q = new double[classes];
      for (int k = 0; k < classes; k++) {
        p[k] = -Math.log(1 - random.nextDouble());
        q[k] =
            kind.equals("close")
                ? p[k] * (1 + 0.05 * random.nextGaussian())
                : -Math.log(1 - random.nextDouble());
      }
      first[i] = Distributions.normalise(p);
      second[i] = Distributions.normalise(q);
    }
  }

  private double[] p() {
    row = (row + 1) & (ROWS - 1);
    return first[row];
  }

  private double[] q() {
    return second[row];
  }

  /** The yardstick. */
  @Benchmark
  public double logarithms() {
    double[] p = p();
    double sum = 0;
    for (int i = 0; i < classes; i++) {
      sum += Math.log(p[i]);
    }
    return sum;
  }

  @Benchmark
  public double entropy() {
    return Kernels.entropy(p(), classes);
  }

  @Benchmark
  public double crossEntropy() {
    return Kernels.crossEntropy(p(), q(), classes);
  }

  @Benchmark
  public double kullbackLeibler() {
    return Kernels.kullbackLeibler(p(), q(), classes);
  }

  @Benchmark
  public double jeffreys() {
    return Kernels.jeffreys(p(), q(), classes);
  }

  @Benchmark
  public double jensenShannon() {
    return Kernels.jensenShannon(p(), q(), classes);
  }

  @Benchmark
  public double hellinger() {
    return Kernels.hellinger(p(), q(), classes);
  }

  @Benchmark
  public double jensenShannonOfLabel() {
    return Kernels.jensenShannonOfLabel(3, p(), classes);
  }

  @Benchmark
  public double validatedKullbackLeibler() {
    return Divergence.kullbackLeibler(p(), q());
  }
}
