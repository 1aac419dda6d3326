package dev.surprisal.job;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.surprisal.SparkTest;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** What is told of a real stage of Spark, by a clock that goes on by a second at each look. */
class ProgressTest extends SparkTest {

  private static final long SECOND = 1_000_000_000L;

  private final ByteArrayOutputStream told = new ByteArrayOutputStream();
  private final AtomicLong seconds = new AtomicLong();

  private Progress progress(Progress.Display display, long secondsALook) {
    return new Progress(
        new PrintStream(told, true, UTF_8),
        display,
        () -> SECOND * seconds.getAndAdd(secondsALook));
  }

  /** Eight tasks of a thousand rows each, one stage, within a step. */
  private void work(Progress progress) throws Exception {
    spark().sparkContext().listenerBus().waitUntilEmpty();
    progress.follow(spark().sparkContext());
    try {
      progress.step("Counting");
      spark().range(0, 8_000, 1, 8).selectExpr("sum(id * 2)").collect();
      spark().sparkContext().listenerBus().waitUntilEmpty();
      progress.print("That was it.");
    } finally {
      progress.leave(spark().sparkContext());
    }
  }

  private String printed() {
    return told.toString(UTF_8);
  }

  @Test
  void aLogGetsALineNowAndThenWithWhatIsLeft() throws Exception {
    // The clock is looked at when the step begins, when a stage does, and at the end of each task:
    // 11 s apart, every third end is 30 s or more after the last line.
    work(progress(Progress.Display.LOG, 11));

    List<String> lines = printed().lines().filter(line -> line.contains(" of 8 tasks")).toList();
    assertThat(lines).hasSizeBetween(2, 3);
    // Of two tasks in 22 s, six more take 66 s.
    assertThat(lines.get(0))
        .isEqualTo("  2 of 8 tasks, 2,000 rows read, 61 rows a second, about 1 min left");
    assertThat(printed())
        .startsWith("Counting …")
        .endsWith("That was it." + System.lineSeparator());
    assertThat(printed()).doesNotContain("\r");
  }

  @Test
  void aQuickStepSaysNothingMore() throws Exception {
    work(progress(Progress.Display.LOG, 0));

    assertThat(printed().lines()).containsExactly("Counting …", "That was it.");
  }

  @Test
  void aTerminalHasOneLineThatIsWrittenOverAndTakenAwayAtLast() throws Exception {
    work(progress(Progress.Display.TERMINAL, 1));

    String[] overwritten = printed().split("\r", -1);
    assertThat(overwritten).hasSizeGreaterThan(8);
    assertThat(overwritten[2]).startsWith("  2 of 8 tasks, 2,000 rows read, ");
    assertThat(overwritten[2]).contains(" left");
    assertThat(overwritten[overwritten.length - 2]).isBlank();
    assertThat(overwritten[overwritten.length - 1]).startsWith("That was it.");
    assertThat(printed().lines().filter(line -> line.contains("tasks")).count()).isLessThan(2 + 8);
  }

  @Test
  void anEstimateIsToldAsRoughlyAsItIsKnown() {
    assertThat(Progress.duration(0.2)).isEqualTo("1 s");
    assertThat(Progress.duration(7.4)).isEqualTo("7 s");
    assertThat(Progress.duration(44)).isEqualTo("40 s");
    assertThat(Progress.duration(59.9)).isEqualTo("60 s");
    assertThat(Progress.duration(100)).isEqualTo("2 min");
    assertThat(Progress.duration(9_000)).isEqualTo("2.5 h");
  }
}
