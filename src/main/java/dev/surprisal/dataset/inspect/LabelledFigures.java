package dev.surprisal.dataset.inspect;

import static java.util.stream.Collectors.joining;
import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.monotonically_increasing_id;

import dev.surprisal.dataset.DistributionShape;
import dev.surprisal.dataset.source.Input;
import dev.surprisal.dataset.source.InputRefusedException;
import dev.surprisal.dataset.source.ReadFailures;
import dev.surprisal.dataset.source.SparkText;
import dev.surprisal.dataset.spec.SourceSpec;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/**
 * What the first predictions say where their label is known: the mean of each figure by label.
 *
 * @param looked the predictions that were looked at
 * @param byLabel of each label, how many of them have it and the mean of each of their figures
 */
public record LabelledFigures(long looked, Map<String, Means> byLabel) {

  /** Copies the map. */
  public LabelledFigures {
    byLabel = Map.copyOf(byLabel);
  }

  /**
   * The figures of the rows of one label.
   *
   * @param rows the rows
   * @param means the mean of each figure
   */
  public record Means(long rows, List<Double> means) {

    /** Copies the list. */
    public Means {
      means = List.copyOf(means);
    }
  }

  /**
   * Where the figures stand.
   *
   * @param columns a column of arrays or vectors, or a column for each figure
   * @param size how many figures there are
   * @param key what finds their labels, columns or SQL expressions; empty where these stand beside
   *     them
   */
  public record Figures(List<ColumnInspection> columns, int size, List<String> key) {

    /** Copies the lists. */
    public Figures {
      columns = List.copyOf(columns);
      key = List.copyOf(key);
    }
  }

  /**
   * Where the labels stand.
   *
   * @param source their dataset, or null where they stand beside the figures
   * @param key what they are found by
   * @param label their column
   */
  public record Labels(@Nullable SourceSpec source, List<String> key, String label) {

    /** Copies the key. */
    public Labels {
      key = List.copyOf(key);
    }
  }

  /** The predictions that have a label. */
  public long labelled() {
    return byLabel.values().stream().mapToLong(Means::rows).sum();
  }

  /** The mean of a figure over all labelled predictions. */
  public double mean(int figure) {
    return byLabel.values().stream()
            .mapToDouble(means -> means.rows() * means.means().get(figure))
            .sum()
        / labelled();
  }

  /**
   * Finds them: takes the first predictions, and reads key and label of the whole of the labels.
   *
   * @param spark the session
   * @param predictions the predictions
   * @param figures where their figures stand
   * @param labels where the labels stand
   * @throws InputRefusedException where a dataset cannot be read
   */
  public static LabelledFigures of(
      SparkSession spark, SourceSpec predictions, Figures figures, Labels labels) {
    Input input = SourceFinder.open(spark, "--predictions", predictions);
    Dataset<Row> asked = input.rows().selectExpr(selected(input, figures, labels));
    List<Row> first =
        ReadFailures.explaining(
            "--predictions", predictions, () -> asked.takeAsList(most(figures)));
    Dataset<Row> rows = spark.createDataFrame(first, asked.schema());
    SourceSpec others = labels.source();
    List<Row> found =
        others == null
            ? means(rows, figures.size())
            : ReadFailures.explaining(
                "--labels",
                others,
                () -> means(joined(spark, rows, others, labels), figures.size()));
    return new LabelledFigures(first.size(), byLabel(found, figures.size()));
  }

  /** The driver holds the figures, so that rows of many are fewer. */
  private static int most(Figures figures) {
    return Math.max(100, Math.min(FirstRows.MOST_ROWS, 1_000_000 / Math.max(1, figures.size())));
  }

  private static String[] selected(Input input, Figures figures, Labels labels) {
    String array =
        figures.columns().size() == 1 && !figures.columns().get(0).isNumeric()
            ? FirstRows.array(
                SparkText.quote(figures.columns().get(0).name()),
                input.rows().schema().apply(figures.columns().get(0).name()).dataType())
            : figures.columns().stream()
                .map(column -> DistributionShape.number(SparkText.quote(column.name())))
                .collect(joining(", ", "array(", ")"));
    String label = labels.source() == null ? text(labels.label()) : "cast(null as string)";
    return select(input, figures.key(), "k", List.of(array + " as q", label + " as label"));
  }

  private static Dataset<Row> joined(
      SparkSession spark, Dataset<Row> rows, SourceSpec others, Labels labels) {
    Input input = SourceFinder.open(spark, "--labels", others);
    Dataset<Row> known =
        input
            .rows()
            .selectExpr(select(input, labels.key(), "l", List.of(text(labels.label()) + " as y")));
    String same =
        IntStream.range(0, labels.key().size())
            .mapToObj(i -> "k" + i + " = l" + i)
            .collect(joining(" and "));
    // A label that is there twice makes no two predictions of one.
    return known
        .join(broadcast(rows.withColumn("i", monotonically_increasing_id())), expr(same))
        .groupBy("i")
        .agg(expr("first(q) as q"), expr("min(y) as label"));
  }

  /** Text, so that an int matches a bigint, and what is no key of the job's matches nothing. */
  private static String[] select(Input input, List<String> key, String prefix, List<String> more) {
    String[] all = new String[key.size() + more.size()];
    Arrays.setAll(
        all,
        i ->
            i < key.size()
                ? text(input, key.get(i)) + " as " + prefix + i
                : more.get(i - key.size()));
    return all;
  }

  /** A part of a key: a column, or else an expression. */
  static String text(Input input, String part) {
    return Arrays.asList(input.rows().columns()).contains(part)
        ? text(part)
        : "cast(" + part + " as string)";
  }

  private static String text(String column) {
    return "cast(" + SparkText.quote(column) + " as string)";
  }

  private static List<Row> means(Dataset<Row> rows, int size) {
    // A lone NaN would make a mean of thousands one.
    Dataset<Row> sound =
        rows.where(
            "label is not null and size(q) = "
                + size
                + " and not exists(q, x -> x is null or isnan(x) or abs(x) = double('infinity'))");
    String means =
        IntStream.range(0, size)
            .mapToObj(i -> "avg(q[" + i + "])")
            .collect(joining(", ", "array(", ")"));
    return sound
        .groupBy("label")
        .agg(expr("count(1)").as("n"), expr(means).as("means"))
        .collectAsList();
  }

  private static Map<String, Means> byLabel(List<Row> rows, int size) {
    Map<String, Means> all = new TreeMap<>();
    for (Row row : rows) {
      List<Double> means = row.getList(2);
      if (means.size() == size) {
        all.put(row.getString(0), new Means(row.getLong(1), means));
      }
    }
    return all;
  }
}
