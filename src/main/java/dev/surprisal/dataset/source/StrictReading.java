package dev.surprisal.dataset.source;

import dev.surprisal.dataset.spec.SourceSpec;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/**
 * CSV and JSON that stop where a line is not what the schema says. Spark's own way is to make a
 * null of every cell that is not of its column's type, such as {@code 1.0} of an {@code INT}, which
 * then counts as a label that is not known yet. To stop costs nothing while all is well, and no
 * cell is read otherwise: only after it has stopped are the lines looked at ({@link UnfitCells}).
 */
public final class StrictReading {

  /** Says in a session that reading is to stop; it is Spark's own way where nobody asks for it. */
  private static final String STRICT = "spark.surprisal.strict";

  private static final String MODE = "mode";
  private static final String LINE = "columnNameOfCorruptRecord";

  private StrictReading() {}

  /** Whether a read has stopped at such a line. */
  public static boolean isStopped(Throwable failure) {
    return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
        .anyMatch(
            cause ->
                ReadFailures.condition(cause).startsWith("MALFORMED_RECORD_IN_PARSING")
                    || isOfParser(cause));
  }

  /** Where an element of an array is not of its type, Spark fails to say that it fails. */
  private static boolean isOfParser(Throwable cause) {
    return Arrays.stream(cause.getStackTrace())
        .anyMatch(frame -> frame.getClassName().endsWith(".FailureSafeParser"));
  }

  /** Does what reads rows, and has it stop. */
  public static <T> T strictly(SparkSession spark, Supplier<T> read) {
    spark.conf().set(STRICT, "true");
    try {
      return read.get();
    } finally {
      spark.conf().unset(STRICT);
    }
  }

  /** The same source, to be read so that it stops; as it is where that is not for us to say. */
  public static SourceSpec of(SparkSession spark, SourceSpec source) {
    if (!isOurs(source) || !Boolean.parseBoolean(spark.conf().get(STRICT, "false"))) {
      return source;
    }
    Map<String, String> options = new HashMap<>(source.options());
    options.put(MODE, "FAILFAST");
    return new SourceSpec(
        source.format(), source.path(), source.table(), options, source.schema(), source.more());
  }

  /**
   * Whether it is text whose types were said, and nobody said what becomes of lines that are
   * otherwise. A JSON document that spans lines is one line to Spark, whose cells cannot be told.
   */
  static boolean isOurs(SourceSpec source) {
    String schema = source.schema();
    String format = source.format().toLowerCase(Locale.ROOT);
    boolean isJson = format.equals("json");
    return source.path() != null
        && schema != null
        && (isJson || format.equals("csv"))
        && source.option(MODE).isEmpty()
        && !(isJson && Boolean.parseBoolean(source.option("multiLine").orElse("false")))
        && !takesLines(schema, source.option(LINE).orElse("_corrupt_record"));
  }

  private static boolean takesLines(String schema, String column) {
    try {
      return Stream.of(StructType.fromDDL(schema).fieldNames()).anyMatch(column::equalsIgnoreCase);
    } catch (Exception e) {
      // Spark's Scala code throws checked exceptions that it does not declare. What is wrong with
      // the schema is told when the source is opened by it.
      return true;
    }
  }
}
