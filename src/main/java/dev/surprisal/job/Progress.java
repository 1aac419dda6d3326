package dev.surprisal.job;

import java.io.PrintStream;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.spark.SparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerStageSubmitted;
import org.apache.spark.scheduler.SparkListenerTaskEnd;

/**
 * Tells a person what is under way: each step as it begins, and on long ones, every few seconds,
 * the tasks done and the rows read so far.
 */
final class Progress extends SparkListener {

  private static final long SILENCE_NANOS = 3_000_000_000L;

  private final PrintStream stream;
  private final AtomicLong lastTold = new AtomicLong(System.nanoTime());
  private final AtomicLong begun = new AtomicLong(System.nanoTime());
  private final AtomicLong rows = new AtomicLong();
  private final AtomicLong tasks = new AtomicLong();
  private final AtomicLong tasksKnown = new AtomicLong();

  Progress(PrintStream stream) {
    this.stream = stream;
  }

  /** Listens to a context from now on. */
  void follow(SparkContext context) {
    context.addSparkListener(this);
  }

  /** Stops listening. */
  void leave(SparkContext context) {
    context.removeSparkListener(this);
  }

  /** A step begins. */
  void step(String what) {
    rows.set(0);
    tasks.set(0);
    tasksKnown.set(0);
    begun.set(System.nanoTime());
    lastTold.set(System.nanoTime());
    stream.println(what + " …");
  }

  /** Something that a person should know, and that no report has a place for. */
  void tell(String what) {
    stream.println(what);
  }

  @Override
  public void onStageSubmitted(SparkListenerStageSubmitted stage) {
    tasksKnown.addAndGet(stage.stageInfo().numTasks());
  }

  @Override
  public void onTaskEnd(SparkListenerTaskEnd task) {
    tasks.incrementAndGet();
    if (task.taskMetrics() != null) {
      rows.addAndGet(task.taskMetrics().inputMetrics().recordsRead());
    }
    long now = System.nanoTime();
    long last = lastTold.get();
    if (now - last >= SILENCE_NANOS && lastTold.compareAndSet(last, now)) {
      double seconds = (now - begun.get()) / 1e9;
      stream.printf(
          Locale.ROOT,
          "  %d of %d tasks, %,d rows read, %,.0f rows a second%n",
          tasks.get(),
          tasksKnown.get(),
          rows.get(),
          rows.get() / seconds);
    }
  }
}
