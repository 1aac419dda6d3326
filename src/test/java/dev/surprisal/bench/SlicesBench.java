package dev.surprisal.bench;

import dev.surprisal.bench.Turns.Work;
import dev.surprisal.job.Session;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.List;
import org.apache.spark.sql.SparkSession;

/** What slices cost: the full profile by none, by 20, by 2,000, and by five dimensions of ten. */
final class SlicesBench {

  private static final List<String> TENS = List.of("ten0", "ten1", "ten2", "ten3", "ten4");

  private SlicesBench() {}

  /**
   * Measures.
   *
   * @param words the folder of the dataset, its rows, and the number of rounds
   */
  public static void main(String[] words) {
    try (Session session = Session.open(ZoneOffset.UTC)) {
      SparkSession spark = session.spark();
      long rows = Long.parseLong(words[1]);
      Draws draws = Draws.sliced(spark, Path.of(words[0]), rows);
      measure(new ProfiledDraws(spark, draws), rows, new Turns(Integer.parseInt(words[2])));
    }
  }

  private static void measure(ProfiledDraws work, long rows, Turns turns) {
    Work scan = turns.add("Spark's noop scan", work::scan);
    Work none = turns.add("no slices", () -> work.profile(List.of()));
    Work few = turns.add("20 slices", () -> work.profile(List.of("slice")));
    Work many = turns.add("2,000 slices", () -> work.profile(List.of("fine")));
    Work five = turns.add("five dimensions of ten values", () -> work.profile(TENS));
    turns.run(
        "%,d rows, %d classes, %s"
            .formatted(rows, Draws.CLASSES, work.spark().sparkContext().master()));
    Turns.compare(few, scan, "at most 2.00");
    Turns.compare(many, scan, "at most 3.00");
    Turns.compare(five, none, "at most 1.50");
  }
}
