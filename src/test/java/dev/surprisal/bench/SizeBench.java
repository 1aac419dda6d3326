package dev.surprisal.bench;

import com.sun.management.GarbageCollectionNotificationInfo;
import dev.surprisal.job.Session;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntConsumer;
import javax.management.NotificationEmitter;
import javax.management.openmbean.CompositeData;

/**
 * How a whole run's time and memory grow with the rows, from a thirtieth to all of them, in a small
 * heap: with the label beside the prediction, and joined. The exponent is the slope of a straight
 * line through the logarithms.
 */
final class SizeBench {

  /** The parts that the largest dataset is in. */
  static final int LOTS = 30;

  private static final int[] SIZES = {1, 3, 10, LOTS};

  /** What is still used right after a collection, at most; it holds garbage that is old, too. */
  private static final AtomicLong USED = new AtomicLong();

  private SizeBench() {}

  /**
   * Measures.
   *
   * @param words the folder of the dataset, the rows of the largest size, and the rounds
   */
  public static void main(String[] words) {
    watchCollections();
    try (Session session = Session.open(ZoneOffset.UTC)) {
      long lot = Long.parseLong(words[1]) / LOTS;
      Runs runs = new Runs(session.spark(), Path.of(words[0]), lot);
      runs.write(LOTS);
      int rounds = Integer.parseInt(words[2]);
      measure("label beside the prediction", runs::run, lot, rounds);
      measure("labels joined", runs::runJoined, lot, rounds);
    }
  }

  private static void measure(String what, IntConsumer run, long lot, int rounds) {
    run.accept(1);
    run.accept(1);
    List<double[]> points = new ArrayList<>();
    System.out.printf("%s; medians of %d rounds%n", what, rounds);
    for (int size : SIZES) {
      double[] times = new double[rounds];
      System.gc();
      USED.set(0);
      for (int i = 0; i < rounds; i++) {
        long start = System.nanoTime();
        run.accept(size);
        times[i] = (System.nanoTime() - start) / 1e9;
      }
      Arrays.sort(times);
      double median = times[rounds / 2];
      points.add(new double[] {Math.log(size), Math.log(median)});
      System.out.printf(
          Locale.ROOT,
          "%,12d rows %7.2f s, %,5d MB used after a collection at most, of %,d%n",
          size * lot,
          median,
          USED.get() >> 20,
          Runtime.getRuntime().maxMemory() >> 20);
    }
    System.out.printf(
        Locale.ROOT,
        "exponent %.2f, of the last step %.2f (aim: at most 1.05)%n",
        slope(points),
        slope(points.subList(points.size() - 2, points.size())));
  }

  private static double slope(List<double[]> points) {
    double x = points.stream().mapToDouble(it -> it[0]).average().orElseThrow();
    double y = points.stream().mapToDouble(it -> it[1]).average().orElseThrow();
    double across = points.stream().mapToDouble(it -> (it[0] - x) * (it[1] - y)).sum();
    return across / points.stream().mapToDouble(it -> (it[0] - x) * (it[0] - x)).sum();
  }

  private static void watchCollections() {
    for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
      ((NotificationEmitter) collector)
          .addNotificationListener(
              (notification, none) ->
                  USED.accumulateAndGet(
                      used(
                          GarbageCollectionNotificationInfo.from(
                              (CompositeData) notification.getUserData())),
                      Math::max),
              it ->
                  it.getType()
                      .equals(GarbageCollectionNotificationInfo.GARBAGE_COLLECTION_NOTIFICATION),
              null);
    }
  }

  /** Of the heap's pools, whose names tell that they are no code and no classes. */
  private static long used(GarbageCollectionNotificationInfo info) {
    return info.getGcInfo().getMemoryUsageAfterGc().entrySet().stream()
        .filter(it -> it.getKey().matches(".*(Eden|Survivor|Old).*"))
        .map(Map.Entry::getValue)
        .mapToLong(MemoryUsage::getUsed)
        .sum();
  }
}
