package dev.surprisal.dataset.inspect;

import dev.surprisal.dataset.source.Input;
import dev.surprisal.dataset.source.InputProblem;
import dev.surprisal.dataset.source.InputRefusedException;
import dev.surprisal.dataset.source.ReadFailures;
import dev.surprisal.dataset.source.SparkText;
import dev.surprisal.dataset.spec.SourceSpec;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/**
 * Finds out how a dataset that somebody points at is to be read, and looks at its first rows. Where
 * the format has no schema of its own, the rows tell what goes for one.
 */
public final class SourceFinder {

  private final SparkSession spark;
  private final @Nullable String format;
  private final Map<String, String> options;

  /**
   * Finds sources.
   *
   * @param spark the session, in which the functions' catalog is registered
   * @param format the name of the Spark source, or null where the files' names are to tell
   * @param options the source's own options
   */
  public SourceFinder(SparkSession spark, @Nullable String format, Map<String, String> options) {
    this.spark = spark;
    this.format = format;
    this.options = Map.copyOf(options);
  }

  /**
   * Looks at a dataset.
   *
   * @param option what the dataset is called in problems
   * @param place a path, or the name of a table
   * @throws InputRefusedException where there is none, or it cannot be read
   */
  public DatasetInspection look(String option, String place) {
    List<String> remarks = new ArrayList<>();
    SourceSpec found = find(option, place, remarks);
    if (found.path() != null && found.format().equals("csv")) {
      return new TextRows(spark, option).csv(found, remarks);
    }
    if (found.path() != null && found.format().equals("json")) {
      return new TextRows(spark, option).json(found, remarks);
    }
    List<ColumnInspection> columns =
        ReadFailures.explaining(option, found, () -> FirstRows.look(open(spark, option, found)));
    return look(found, columns, remarks);
  }

  static DatasetInspection look(
      SourceSpec source, List<ColumnInspection> columns, List<String> remarks) {
    int rows = columns.isEmpty() ? 0 : columns.get(0).cells().size();
    return new DatasetInspection(source, columns, rows, remarks);
  }

  /** Opens a source; its rows have at least one column. */
  static Input open(SparkSession spark, String option, SourceSpec source) {
    List<InputProblem> problems = new ArrayList<>();
    return Input.open(spark, option, option, source, problems)
        .orElseThrow(() -> new InputRefusedException(problems));
  }

  private SourceSpec find(String option, String place, List<String> remarks) {
    try {
      Path path = new Path(place);
      FileSystem files = path.getFileSystem(spark.sparkContext().hadoopConfiguration());
      FileStatus[] found = files.globStatus(path);
      if (found != null && found.length > 0) {
        return new SourceSpec(
            format(files, found, option, place, remarks), place, null, options, null);
      }
    } catch (IOException | IllegalArgumentException e) {
      String reason = "cannot be read: " + SparkText.firstLine(String.valueOf(e.getMessage()));
      throw new InputRefusedException(InputProblem.invalid(option, place, reason), e);
    }
    if (isTable(place)) {
      return new SourceSpec("parquet", null, place, options, null);
    }
    throw new InputRefusedException(
        InputProblem.invalid(option, place, "does not exist, neither as a path nor as a table"));
  }

  private String format(
      FileSystem files, FileStatus[] found, String option, String place, List<String> remarks)
      throws IOException {
    if (format != null) {
      return format;
    }
    Optional<String> told = SourceFormat.of(files, found);
    told.ifPresent(name -> remarks.add("inferred from the file names"));
    return told.orElseThrow(
        () ->
            new InputRefusedException(
                InputProblem.invalid(
                    option,
                    place,
                    "has no file whose name reveals its format; specify it with --format, e.g."
                        + " --format csv")));
  }

  private boolean isTable(String place) {
    try {
      return spark.catalog().tableExists(place);
    } catch (Exception e) {
      // A path is no name of a table, and Spark says so by throwing.
      return false;
    }
  }
}
