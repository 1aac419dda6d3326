package dev.surprisal.job;

import java.io.PrintStream;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import java.util.function.LongSupplier;
import org.apache.spark.SparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerStageCompleted;
import org.apache.spark.scheduler.SparkListenerStageSubmitted;
import org.apache.spark.scheduler.SparkListenerTaskEnd;

/**
 * Tells a person what is under way: each step as it begins, and on long ones the tasks done, the
 * rows read so far, and how long Spark's stage will take. On a terminal that is one line, written
 * over and over; into a log it is a line now and then.
 */
public final class Progress extends SparkListener {

  /** Where the telling goes. */
  public enum Display {
    /** A terminal, where a line can be written over. */
    TERMINAL(500_000_000L),
    /** Anything that keeps what it is given, such as a scheduler's log. */
    LOG(30_000_000_000L);

    private final long silenceNanos;

    Display(long silenceNanos) {
      this.silenceNanos = silenceNanos;
    }
  }

  /** The local property of Spark by which the jobs of a run are told from others. */
  private static final String RUN = "surprisal.run";

  private final PrintStream stream;
  private final Display display;
  private final LongSupplier nanoTime;
  private final String run = UUID.randomUUID().toString();

  /** The stages under way, by their numbers. */
  private final Map<Integer, Stage> stages = new HashMap<>();

  private long begun;
  private long lastTold;
  private long rows;

  /** The characters of the line that is to be written over; 0 where there is none. */
  private int standing;

  /** A stage under way. */
  private static final class Stage {

    private final int tasks;
    private final long begun;
    private int done;

    Stage(int tasks, long begun) {
      this.tasks = tasks;
      this.begun = begun;
    }

    /** What it will still take, if the other tasks take as long as those that are done. */
    double nanosLeft(long now) {
      return (double) (now - begun) / done * (tasks - done);
    }
  }

  public Progress(PrintStream stream, Display display) {
    this(stream, display, System::nanoTime);
  }

  /** Tells by another clock. */
  public Progress(PrintStream stream, Display display, LongSupplier nanoTime) {
    this.stream = stream;
    this.display = display;
    this.nanoTime = nanoTime;
  }

  /**
   * Listens to a context from now on: to the jobs of this thread and of those that it starts. The
   * context may be shared with others, as in a notebook.
   */
  public void follow(SparkContext context) {
    context.setLocalProperty(RUN, run);
    context.addSparkListener(this);
  }

  /** Stops listening. */
  public void leave(SparkContext context) {
    context.removeSparkListener(this);
    context.setLocalProperty(RUN, null);
    clear();
  }

  /** A step begins. */
  public synchronized void step(String what) {
    clear();
    rows = 0;
    stages.clear();
    begun = nanoTime.getAsLong();
    lastTold = begun;
    stream.println(what + " …");
  }

  /** Something that a person should know, and that no report has a place for. */
  public synchronized void print(String what) {
    clear();
    stream.println(what);
  }

  @Override
  public synchronized void onStageSubmitted(SparkListenerStageSubmitted submitted) {
    Properties properties = submitted.properties();
    if (properties != null && run.equals(properties.getProperty(RUN))) {
      stages.put(
          submitted.stageInfo().stageId(),
          new Stage(submitted.stageInfo().numTasks(), nanoTime.getAsLong()));
    }
  }

  @Override
  public synchronized void onStageCompleted(SparkListenerStageCompleted completed) {
    stages.remove(completed.stageInfo().stageId());
  }

  @Override
  public synchronized void onTaskEnd(SparkListenerTaskEnd task) {
    Stage stage = stages.get(task.stageId());
    if (stage == null) {
      return;
    }
    if (task.taskInfo().successful()) {
      stage.done++;
    }
    if (task.taskMetrics() != null) {
      rows += task.taskMetrics().inputMetrics().recordsRead();
    }
    long now = nanoTime.getAsLong();
    if (now - lastTold >= display.silenceNanos) {
      lastTold = now;
      show(line(now));
    }
  }

  private String line(long now) {
    int done = stages.values().stream().mapToInt(stage -> stage.done).sum();
    int tasks = stages.values().stream().mapToInt(stage -> stage.tasks).sum();
    String read =
        rows == 0
            ? ""
            : String.format(
                Locale.ROOT,
                ", %,d rows read, %,.0f rows a second",
                rows,
                rows / Math.max(1e-9, (now - begun) / 1e9));
    return String.format(Locale.ROOT, "  %d of %d tasks%s%s", done, tasks, read, left(now));
  }

  /** Stages that run beside each other share the processors, so the longest one tells. */
  private String left(long now) {
    return stages.values().stream()
        .filter(stage -> stage.done > 0 && stage.done < stage.tasks)
        .mapToDouble(stage -> stage.nanosLeft(now) / 1e9)
        .max()
        .stream()
        .mapToObj(seconds -> ", about " + duration(seconds) + " left")
        .findFirst()
        .orElse("");
  }

  /** An estimate is no better than to a tenth or so, and is not told any better. */
  static String duration(double seconds) {
    if (seconds < 10) {
      return String.format(Locale.ROOT, "%.0f s", Math.max(1, seconds));
    }
    if (seconds < 60) {
      return String.format(Locale.ROOT, "%d s", Math.round(seconds / 10) * 10);
    }
    return seconds < 5400
        ? String.format(Locale.ROOT, "%d min", Math.round(seconds / 60))
        : String.format(Locale.ROOT, "%.1f h", seconds / 3600);
  }

  private void show(String line) {
    if (display == Display.LOG) {
      stream.println(line);
      return;
    }
    // Blanks instead of an escape code, which not every terminal knows.
    String blanks = " ".repeat(Math.max(0, standing - line.length()));
    stream.print("\r" + line + blanks);
    stream.flush();
    standing = line.length();
  }

  private synchronized void clear() {
    if (standing > 0) {
      stream.print("\r" + " ".repeat(standing) + "\r");
      stream.flush();
      standing = 0;
    }
  }
}
