package dev.surprisal.dataset.inspect;

import static java.util.stream.Collectors.joining;
import static org.apache.spark.sql.functions.expr;

import dev.surprisal.dataset.CheckedRows;
import dev.surprisal.dataset.NumberedColumn;
import dev.surprisal.dataset.RowColumn;
import dev.surprisal.dataset.source.Input;
import dev.surprisal.dataset.source.InputRefusedException;
import dev.surprisal.dataset.source.ReadFailures;
import dev.surprisal.dataset.spec.Scoring;
import dev.surprisal.dataset.spec.SourceSpec;
import dev.surprisal.profile.row.RowStatus;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/**
 * Keys of predictions without a label beside keys of labels without a prediction: what they look
 * like, and whether they would be the same if they were written alike.
 *
 * @param ofPredictions a few keys that have a prediction alone; one where there are alike ones
 * @param ofLabels a few keys that have a label alone; the one that is alike
 * @param alike how many keys there are on both sides, but for how they are written
 * @param spelling how most of them would be written alike; null where there are none
 * @param keyless how many labels have no key at all
 */
public record UnmatchedKeys(
    List<String> ofPredictions,
    List<String> ofLabels,
    long alike,
    @Nullable Spelling spelling,
    long keyless) {

  /** Of so many of the alike keys the mildest spelling is told, not of every last one. */
  private static final double MOST = 0.9;

  private static final String PLAIN = "plain";
  private static final String KEYLESS = "keyless";

  /** Everything that is likely to differ is taken off; parts of a key stay apart. */
  private static final String PLAIN_FORM =
      "regexp_replace(regexp_replace(regexp_replace(lower(%s), '[.]0+$', ''),"
          + " '[^a-z0-9]', ''), '^0+(?=.)', '')";

  /** Copies the lists. */
  public UnmatchedKeys {
    ofPredictions = List.copyOf(ofPredictions);
    ofLabels = List.copyOf(ofLabels);
  }

  /** What people and tools do to a key on its way, the mildest first. */
  public enum Spelling {
    CASE("upper and lower case", "lower(%s)"),
    BLANKS("surrounding blanks", "trim(%s)"),
    CASE_AND_BLANKS("case and surrounding blanks", "lower(trim(%s))"),
    DECIMALS("a zero decimal part", "regexp_replace(%s, '[.]0+$', '')"),
    ZEROS("leading zeros", "regexp_replace(%s, '^0+(?=.)', '')"),
    PUNCTUATION("case and punctuation", "regexp_replace(lower(%s), '[^a-z0-9]', '')"),
    ALL("case, punctuation, leading zeros and decimal parts", PLAIN_FORM);

    private final String difference;
    private final String sql;

    Spelling(String difference, String sql) {
      this.difference = difference;
      this.sql = sql;
    }

    /** In what keys differ that are the same so written. */
    public String difference() {
      return difference;
    }

    /** The SQL that writes a column of either dataset so. */
    public String of(String column) {
      return String.format(sql, column);
    }
  }

  /**
   * Looks at all keys that found no partner, which reads keys of both datasets once more.
   *
   * @param checked the checked rows, whose strays are counted
   * @param scoring what is read
   * @throws InputRefusedException where a dataset cannot be read
   */
  public static UnmatchedKeys of(CheckedRows checked, Scoring scoring) {
    int parts = checked.keys();
    String isLabel = RowColumn.FAULT.label() + " is null";
    List<String> ofLabel = NumberedColumn.LABEL_KEY.labels(parts);
    List<String> ofPrediction = NumberedColumn.KEY.labels(parts);
    List<String> key =
        IntStream.range(0, parts)
            .mapToObj(i -> text(isLabel, ofLabel.get(i), ofPrediction.get(i)))
            .toList();
    String missing = ofLabel.stream().map(part -> part + " is null").collect(joining(" or "));
    Column isUnlabelled = RowColumn.STATUS.column().equalTo(RowStatus.UNLABELLED.code());
    Dataset<Row> sides =
        checked
            .rows()
            .where(RowColumn.FAULT.column().isNull().or(isUnlabelled))
            .selectExpr(side(key, isLabel, isLabel + " and (" + missing + ")"));
    return ReadFailures.explaining(scoring, () -> of(sides, parts));
  }

  private static String text(String isLabel, String ofLabel, String ofPrediction) {
    return "cast(if(" + isLabel + ", " + ofLabel + ", " + ofPrediction + ") as string)";
  }

  /**
   * Looks at the keys of the first predictions, and at those of all labels.
   *
   * @param spark the session
   * @param predictions the predictions
   * @param ofPredictions the parts of their key
   * @param labels the labels
   * @param ofLabels the parts of theirs
   * @throws InputRefusedException where a dataset cannot be read
   */
  public static UnmatchedKeys ofFirst(
      SparkSession spark,
      SourceSpec predictions,
      List<String> ofPredictions,
      SourceSpec labels,
      List<String> ofLabels) {
    Dataset<Row> asked = sides(spark, "--predictions", predictions, ofPredictions, "false");
    List<Row> first =
        ReadFailures.explaining(
            "--predictions", predictions, () -> asked.takeAsList(FirstRows.MOST_ROWS));
    Dataset<Row> sides =
        spark
            .createDataFrame(first, asked.schema())
            .union(sides(spark, "--labels", labels, ofLabels, "true"));
    // What is on both sides as it stands has found its partner.
    Dataset<Row> alone =
        sides
            .groupBy("k", PLAIN, KEYLESS)
            .agg(expr("bool_or(of_label) as of_label"), expr("bool_and(of_label) as only_label"))
            .where("of_label = only_label");
    return ReadFailures.explaining("--labels", labels, () -> of(alone, ofLabels.size()));
  }

  private static Dataset<Row> sides(
      SparkSession spark, String option, SourceSpec source, List<String> key, String ofLabel) {
    Input input = SourceFinder.open(spark, option, source);
    return input
        .rows()
        .selectExpr(
            side(
                key.stream().map(part -> LabelledFigures.text(input, part)).toList(),
                ofLabel,
                "false"));
  }

  private static UnmatchedKeys of(Dataset<Row> sides, int parts) {
    Dataset<Row> byKey =
        sides
            .groupBy(PLAIN)
            .agg(
                expr("min(if(of_label, null, k)) as k"),
                expr("min(if(of_label and not keyless, k, null)) as l"),
                // A label key is one stray, and a prediction key one for each version.
                expr("count_if(of_label and not keyless) as n"),
                expr("count_if(keyless) as keyless"));
    return read(byKey.selectExpr(summary(parts).toArray(String[]::new)).head());
  }

  /** The key as an array of texts, and the same in its plain form. */
  private static String[] side(List<String> key, String ofLabel, String keyless) {
    String texts =
        key.stream()
            .map(part -> "coalesce(" + part + ", '')")
            .collect(joining(", ", "array(", ")"));
    String plain =
        key.stream()
            .map(part -> "coalesce(" + String.format(PLAIN_FORM, part) + ", '')")
            .collect(joining(", ", "array(", ")"));
    return new String[] {
      ofLabel + " as of_label", texts + " as k", plain + " as " + PLAIN, keyless + " as " + KEYLESS
    };
  }

  private static List<String> summary(int parts) {
    String both = "k is not null and l is not null";
    List<String> select = new ArrayList<>();
    select.add("min(k)");
    select.add("max(k)");
    select.add("min(l)");
    select.add("max(l)");
    select.add("min(if(" + both + ", struct(k, l), null))");
    select.add("coalesce(sum(if(" + both + ", n, 0)), 0)");
    for (Spelling spelling : Spelling.values()) {
      String same =
          IntStream.range(0, parts)
              .mapToObj(i -> spelling.of("k[" + i + "]") + " = " + spelling.of("l[" + i + "]"))
              .collect(joining(" and "));
      select.add("coalesce(sum(if(" + both + " and " + same + ", n, 0)), 0)");
    }
    select.add("coalesce(sum(keyless), 0)");
    return select;
  }

  private static UnmatchedKeys read(Row row) {
    TreeSet<String> predictions = new TreeSet<>();
    TreeSet<String> labels = new TreeSet<>();
    long alike = row.getLong(5);
    if (alike > 0) {
      Row pair = row.getStruct(4);
      predictions.add(text(pair, 0).orElseThrow());
      labels.add(text(pair, 1).orElseThrow());
    }
    List<String> ofPredictions = with(predictions, text(row, 0), text(row, 1));
    List<String> ofLabels = with(labels, text(row, 2), text(row, 3));
    Optional<Spelling> spelling =
        Arrays.stream(Spelling.values())
            .filter(it -> alike > 0 && row.getLong(6 + it.ordinal()) >= MOST * alike)
            .findFirst();
    long keyless = row.getLong(row.length() - 1);
    return alike > 0
        ? new UnmatchedKeys(
            ofPredictions.subList(0, 1),
            ofLabels.subList(0, 1),
            alike,
            spelling.orElse(null),
            keyless)
        : new UnmatchedKeys(ofPredictions, ofLabels, 0, null, keyless);
  }

  /** The example that has a partner comes first. */
  private static List<String> with(
      TreeSet<String> first, Optional<String> least, Optional<String> most) {
    List<String> keys = new ArrayList<>(first);
    least.filter(key -> !keys.contains(key)).ifPresent(keys::add);
    most.filter(key -> !keys.contains(key)).ifPresent(keys::add);
    return keys.subList(0, Math.min(2, keys.size()));
  }

  private static Optional<String> text(Row row, int i) {
    return row.isNullAt(i)
        ? Optional.empty()
        : Optional.of(String.join(", ", row.<String>getList(i)));
  }
}
