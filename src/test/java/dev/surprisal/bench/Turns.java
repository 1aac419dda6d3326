package dev.surprisal.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Works that are measured in turns, after warm-up and in one JVM, so that a disturbance hits all of
 * them. What counts are ratios within one run: of the medians, and beside it of the least times,
 * which other work on the machine disturbs the least.
 */
final class Turns {

  private static final int WARM_UPS = 3;

  private final List<Work> works = new ArrayList<>();
  private final int rounds;

  Turns(int rounds) {
    this.rounds = rounds;
  }

  /** The times of one work. */
  static final class Work {

    private final String name;
    private final Runnable work;
    private final double[] seconds;

    private Work(String name, Runnable work, int rounds) {
      this.name = name;
      this.work = work;
      this.seconds = new double[rounds];
    }

    private double median() {
      double[] sorted = seconds.clone();
      Arrays.sort(sorted);
      return sorted[sorted.length / 2];
    }

    private double least() {
      return Arrays.stream(seconds).min().orElseThrow();
    }

    private double most() {
      return Arrays.stream(seconds).max().orElseThrow();
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
      for (Work work : works) {
        long start = System.nanoTime();
        work.work.run();
        work.seconds[i] = (System.nanoTime() - start) / 1e9;
      }
    }
    System.out.printf(Locale.ROOT, "%s; medians of %d rounds%n", what, rounds);
    for (Work work : works) {
      System.out.printf(
          Locale.ROOT,
          "%-40s %6.2f s, from %.2f to %.2f%n",
          work.name,
          work.median(),
          work.least(),
          work.most());
    }
  }

  /** Tells how many times the time of another work a work takes, and how many are aimed at. */
  static void tell(Work work, Work other, String aim) {
    System.out.printf(
        Locale.ROOT,
        "%s / %s: %.2f, least times %.2f (aim: %s)%n",
        work.name,
        other.name,
        work.median() / other.median(),
        work.least() / other.least(),
        aim);
  }
}
