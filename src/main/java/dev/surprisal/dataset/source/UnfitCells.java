package dev.surprisal.dataset.source;

import static java.util.stream.Collectors.joining;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.from_csv;
import static org.apache.spark.sql.functions.from_json;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import dev.surprisal.dataset.spec.SourceSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Cells of CSV or JSON that are not of their column's type. Spark gives the whole of a line of
 * which it could not read some cell; read as text once more, by the same options, it has the cells
 * as they stand.
 *
 * @param dataset the source's key in the configuration
 * @param source the source
 * @param schema its columns, in the order in which they are read
 */
public record UnfitCells(String dataset, SourceSpec source, StructType schema) {

  private static final String LINE = "surprisal_line";
  private static final String TEXTS = "surprisal_texts";

  /** As many values of a column are told. */
  private static final int MOST = 5;

  /** What a cell says more must not grow the message. */
  private static final int LONGEST = 80;

  /**
   * What the configuration asks of a source.
   *
   * @param key the key that asks it
   * @param texts the columns or expressions
   * @param rejects whether rows in which it is null are rejected, and counted as such
   */
  public record Use(String key, List<String> texts, boolean rejects) {

    /** Whether one of the texts names a column. */
    boolean names(String column) {
      return texts.stream()
          .anyMatch(
              text ->
                  text.equals(column)
                      || text.contains(SparkText.quote(column))
                      || Arrays.stream(text.split("[^\\p{L}\\p{N}_]+"))
                          .anyMatch(column::equalsIgnoreCase));
    }
  }

  /**
   * Looks at all lines.
   *
   * @param dataset its key in the configuration
   * @param input the source, opened
   * @param uses what is asked of it, what matters most first
   * @param where the condition on its rows
   * @return the columns that have such cells
   */
  public static List<UnfitColumn> of(String dataset, Input input, List<Use> uses, String where) {
    if (!StrictReading.isOurs(input.source())) {
      return List.of();
    }
    UnfitCells look = new UnfitCells(dataset, input.source(), input.rows().schema());
    return look.columns(input.rows().sparkSession(), uses, where);
  }

  private List<UnfitColumn> columns(SparkSession spark, List<Use> uses, String where) {
    Map<String, Use> used = used(uses);
    if (used.isEmpty()) {
      return List.of();
    }
    Dataset<Row> texts = texts(spark, List.copyOf(used.keySet()), where);
    List<Column> counts =
        IntStream.range(0, used.size()).mapToObj(i -> expr("count(t" + i + ")")).toList();
    Row totals = texts.agg(expr("count(*)"), counts.toArray(Column[]::new)).head();
    Map<Integer, List<RejectedValues.Value>> frequent = frequent(texts, used.size());
    List<UnfitColumn> columns = new ArrayList<>();
    int place = 0;
    for (Map.Entry<String, Use> each : used.entrySet()) {
      long cells = totals.getLong(place + 1);
      if (cells > 0) {
        columns.add(
            column(each.getKey(), each.getValue())
                .with(cells, totals.getLong(0), frequent.getOrDefault(place, List.of())));
      }
      place++;
    }
    return columns;
  }

  private UnfitColumn column(String name, Use use) {
    return new UnfitColumn(
        use.key(),
        name,
        dataset,
        isCsv(),
        schema.apply(name).dataType().sql(),
        use.texts().contains(name),
        use.rejects(),
        0,
        0,
        List.of());
  }

  /** The columns that are used and are no text, each with its first use, or one that loses it. */
  private Map<String, Use> used(List<Use> uses) {
    Map<String, Use> used = new LinkedHashMap<>();
    for (StructField field : schema.fields()) {
      if (!(field.dataType() instanceof StringType)) {
        uses.stream()
            .filter(use -> use.names(field.name()))
            .reduce((first, next) -> first.rejects() && !next.rejects() ? next : first)
            .ifPresent(use -> used.put(field.name(), use));
      }
    }
    return used;
  }

  /** What stands in each column where nothing could be read: {@code t0…}. */
  private Dataset<Row> texts(SparkSession spark, List<String> columns, String where) {
    String[] select =
        IntStream.range(0, columns.size())
            .mapToObj(
                i ->
                    String.format(
                        "if(%1$s is null and trim(%2$s.%1$s) <> '', substring(%2$s.%1$s, 1, %3$d),"
                            + " null) as t%4$d",
                        SparkText.quote(columns.get(i)), TEXTS, LONGEST, i))
            .toArray(String[]::new);
    return lines(spark)
        .where(where)
        .withColumn(TEXTS, when(col(LINE).isNotNull(), asTexts()))
        .selectExpr(select);
  }

  private Dataset<Row> lines(SparkSession spark) {
    DataFrameReader reader =
        spark
            .read()
            .format(source.format())
            .options(source.options())
            .option("mode", "PERMISSIVE")
            .option("columnNameOfCorruptRecord", LINE)
            // The columns are in the order of the headers already.
            .option("enforceSchema", "true")
            .schema(schema.add(LINE, DataTypes.StringType));
    return reader.load(source.paths().toArray(String[]::new));
  }

  private Column asTexts() {
    StructType texts =
        new StructType(
            Arrays.stream(schema.fields())
                .map(
                    field ->
                        new StructField(field.name(), DataTypes.StringType, true, field.metadata()))
                .toArray(StructField[]::new));
    Map<String, String> options = new HashMap<>(source.options());
    return isCsv()
        ? from_csv(col(LINE), lit(texts.toDDL()), options)
        : from_json(col(LINE), lit(texts.toDDL()), options);
  }

  private boolean isCsv() {
    return source.format().equalsIgnoreCase("csv");
  }

  private static Map<Integer, List<RejectedValues.Value>> frequent(
      Dataset<Row> texts, int columns) {
    String cells =
        IntStream.range(0, columns)
            .mapToObj(i -> "struct(" + i + " as place, t" + i + " as value)")
            .collect(joining(", ", "inline(array(", "))"));
    List<Row> rows =
        texts
            .selectExpr(cells)
            .where("value is not null")
            .groupBy("place", "value")
            .count()
            .withColumn(
                "rank", expr("row_number() over (partition by place order by count desc, value)"))
            .where(col("rank").leq(MOST))
            .orderBy("place", "rank")
            .takeAsList(MOST * columns);
    Map<Integer, List<RejectedValues.Value>> values = new HashMap<>();
    for (Row row : rows) {
      values
          .computeIfAbsent(row.getInt(0), place -> new ArrayList<>())
          .add(new RejectedValues.Value(row.getString(1), row.getLong(2)));
    }
    return values;
  }
}
