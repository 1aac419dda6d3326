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
 * is the figure, of the least times or the medians (p0.00, p0.50), which other work on the machine does
 * not disturb as it does the mean.
 *
 * <p>A call takes 512 rows, so that no branch is learnt by heart. What a call allocates is told by {@code
 * -bm avgt -prof gc}; sampling allocates for itself.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class KernelBenchmark {
  /** With K = 100 the rows fit the second-level cache. */
  private static final int ROWS = 512;

  @Param({"10", "100"})
  int classes;

  /** Whether q is drawn beside p, or is p disturbed by a few per cent. */
  @Param({"unrelated", "close"})
  String kind = "unrelated";

  private final double[][] first = new double[ROWS][];
  private final double[][] second = new double[ROWS][];

  /** A figure of a row. */
  @FunctionalInterface
  private interface Kernel {
    double of(double[] p, double[] q, int length);
  }

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

  private double overRows(Kernel kernel) {
    double sum = 0;
    for (int i = 0; i < ROWS; i++) {
      sum += kernel.of(first[i], second[i], classes);
    }
    return sum;
  }

  /** The yardstick. */
  @Benchmark
  public double logarithms() {
    return overRows(
        (p, q, length) -> {
          double sum = 0;
          for (int i = 0; i < length; i++) {
            sum += Math.log(p[i]);
          }
          return sum;
        });
  }

  @Benchmark
  public double entropy() {
    return overRows((p, q, length) -> Kernels.entropy(p, length));
  }

  @Benchmark
  public double crossEntropy() {
    return overRows(Kernels::crossEntropy);
  }

  @Benchmark
  public double kullbackLeibler() {
    return overRows(Kernels::kullbackLeibler);
  }

  @Benchmark
  public double generalisedKullbackLeibler() {
    return overRows(Kernels::generalisedKullbackLeibler);
  }

  @Benchmark
  public double jeffreys() {
    return overRows(Kernels::jeffreys);
  }

  @Benchmark
  public double jensenShannon() {
    return overRows(Kernels::jensenShannon);
  }

  @Benchmark
  public double jensenShannonOfLabel() {
    return overRows((p, q, length) -> Kernels.jensenShannonOfLabel(3, p, length));
  }

  @Benchmark
  public double hellinger() {
    return overRows(Kernels::hellinger);
  }

  @Benchmark
  public double brier() {
    return overRows(Kernels::brier);
  }

  @Benchmark
  public double validatedKullbackLeibler() {
    return overRows((p, q, length) -> Divergence.kullbackLeibler(p, q));
  }
}
