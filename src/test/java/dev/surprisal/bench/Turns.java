package dev.surprisal.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Works that are measured in turns, after warm-up and in one JVM, so that a disturbance hits all of
 * them. What counts are ratios of medians within one run: of the time that passed, and beside it of
 * the processors' time, which other work on the machine disturbs less.
 */
final class Turns {

  private static final int WARM_UPS = 3;

  private static final OperatingSystemMXBean PROCESS =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  private final List<Work> works = new ArrayList<>();
  private final int rounds;

  Turns(int rounds) {
    this.rounds = rounds;
  }

  /** The times of one work, in seconds. */
  static final class Work {

    private final String name;
    private final Runnable work;
    private final double[] passed;
    private final double[] ofProcessors;

    private Work(String name, Runnable work, int rounds) {
      this.name = name;
      this.work = work;
      this.passed = new double[rounds];
      this.ofProcessors = new double[rounds];
    }

    private void run(int round) {
      long start = System.nanoTime();
      long used = PROCESS.getProcessCpuTime();
      work.run();
      passed[round] = (System.nanoTime() - start) / 1e9;
      ofProcessors[round] = (PROCESS.getProcessCpuTime() - used) / 1e9;
    }
  }

  /** Adds a work, which is run once in each round. */
  Work add(String name, Runnable work) {
    Work added = new Work(name, work, rounds);
    works.add(added);
    return added;
  }

  /** Runs all works in turns, and tells their times. */
  void run(String what) {
    for (int i = 0; i < WARM_UPS; i++) {
      works.forEach(work -> work.work.run());
    }
    for (int i = 0; i < rounds; i++) {
      int round = i;
      works.forEach(work -> work.run(round));
    }
    System.out.printf(Locale.ROOT, "%s; medians of %d rounds%n", what, rounds);
    for (Work work : works) {
      System.out.printf(
          Locale.ROOT,
          "%-36s %6.2f s, from %.2f to %.2f; %.2f s of processors%n",
          work.name,
          median(work.passed),
          Arrays.stream(work.passed).min().orElseThrow(),
          Arrays.stream(work.passed).max().orElseThrow(),
          median(work.ofProcessors));
    }
  }

  /** Tells how many times the time of another work a work takes, and how many are aimed at. */
  static void compare(Work work, Work other, String aim) {
    System.out.printf(
        Locale.ROOT,
        "%s / %s: %.2f, of processors %.2f (aim: %s)%n",
        work.name,
        other.name,
        median(work.passed) / median(other.passed),
        median(work.ofProcessors) / median(other.ofProcessors),
        aim);
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
