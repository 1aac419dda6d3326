package dev.surprisal.dataset;

import static org.apache.spark.sql.functions.aggregate;
import static org.apache.spark.sql.functions.array_min;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.exists;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.negate;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.size;

import dev.surprisal.dataset.source.Expression;
import dev.surprisal.dataset.source.Input;
import dev.surprisal.dataset.source.InputProblem;
import dev.surprisal.dataset.source.ReadFailures;
import dev.surprisal.dataset.source.SparkText;
import dev.surprisal.dataset.spec.ProbabilitySpec;
import dev.surprisal.dataset.spec.SourceSpec;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.types.UserDefinedType;

/**
 * Looks at the first rows of predictions that are said to be logits: the same figures may mean
 * another probability, and none of them looks wrong after the softmax.
 *
 * <ul>
 *   <li>Of two classes [−m, m] is what Spark's binary models call rawPrediction. Its probability is
 *       1/(1 + exp(−m)) of logistic regression and 1/(1 + exp(−2m)) of boosted trees.
 *   <li>Figures of at least 0 that add up to the same in all rows are the votes of a forest, or are
 *       probabilities already.
 * </ul>
 */
final class LogitCheck {

  private static final int ROWS = 1_000;

  /** Fewer rows than this may add up to the same by chance. */
  private static final int FEWEST = 20;

  private final SparkSession spark;
  private final String section;
  private final SourceSpec source;
  private final ProbabilitySpec spec;
  private final List<String> classes;

  LogitCheck(
      SparkSession spark,
      String section,
      SourceSpec source,
      ProbabilitySpec spec,
      List<String> classes) {
    this.spark = spark;
    this.section = section;
    this.source = source;
    this.spec = spec;
    this.classes = classes;
  }

  /** Adds a problem where the figures are not what they are said to be. */
  void check(List<InputProblem> problems) {
    boolean isWhole = spec.column() != null || spec.columns().size() == classes.size();
    if (isWhole && spec.scale() == ProbabilitySpec.Scale.LOGIT) {
      Input.open(spark, section, source, problems).ifPresent(input -> check(input, problems));
    }
  }

  private void check(Input input, List<InputProblem> problems) {
    String key = section + ".probability";
    String column = spec.column();
    Optional<Expression> whole = column == null ? Optional.empty() : input.resolve(key, column);
    Optional<String> figures =
        column == null
            ? new ColumnPerClass(classes, ProbabilitySpec.Scale.PROBABILITY)
                .shaped(input, key, spec.columns())
                .map(DistributionShape.Shaped::sql)
            : whole
                .flatMap(it -> new DistributionShape(classes).ofColumn(input, key, it))
                .map(DistributionShape.Shaped::sql);
    if (figures.isEmpty()) {
      return;
    }
    String told = column == null ? String.join(", ", spec.columns().values()) : column;
    problem(rows(input, figures.get()), whole)
        .ifPresent(it -> problems.add(InputProblem.invalid(key, told, it)));
  }

  private List<Row> rows(Input input, String figures) {
    Column x = col("x");
    Column first = x.getItem(0);
    Column second = x.getItem(1);
    return ReadFailures.explaining(
        section,
        source,
        () ->
            input
                .rows()
                .select(expr(figures).as("x"))
                .where(size(x).equalTo(classes.size()).and(not(exists(x, Column::isNull))))
                .select(
                    first.equalTo(negate(second)).as("mirrored"),
                    first.equalTo(0).and(second.equalTo(0)).as("nothing"),
                    array_min(x).as("least"),
                    aggregate(x, lit(0.0), (sum, it) -> sum.plus(it)).as("total"))
                .takeAsList(ROWS));
  }

  /** The second class's figure, as an SQL expression to write. */
  private String second(Optional<Expression> whole) {
    String name = classes.get(1);
    if (whole.isEmpty()) {
      return String.valueOf(spec.columns().get(name));
    }
    String text = whole.get().text();
    DataType type = whole.get().type();
    if (type instanceof UserDefinedType) {
      return "surprisal.vector_to_array(" + text + ")[1]";
    }
    if (type instanceof StructType) {
      return text + "." + (name.matches("[A-Za-z_]\\w*") ? name : SparkText.quote(name));
    }
    return text + "[" + (type instanceof MapType ? SparkText.literal(name) : "1") + "]";
  }

  private Optional<String> problem(List<Row> rows, Optional<Expression> whole) {
    List<Row> telling = rows.stream().filter(row -> !row.getBoolean(1)).toList();
    if (telling.isEmpty()) {
      return Optional.empty();
    }
    if (classes.size() == 2 && telling.stream().allMatch(row -> row.getBoolean(0))) {
      return Optional.of(mirrored(telling.size(), second(whole)));
    }
    double total = telling.get(0).getDouble(3);
    boolean isShared =
        telling.size() >= FEWEST
            && telling.stream().allMatch(row -> row.getDouble(2) >= 0)
            && telling.stream()
                .allMatch(row -> Math.abs(row.getDouble(3) - total) <= 1e-4 * Math.abs(total));
    if (!isShared) {
      return Optional.empty();
    }
    return Optional.of(
        Math.abs(total - 1) <= 1e-3
            ? "is already a probability in the first "
                + telling.size()
                + " rows, not a logit: remove "
                + section
                + ".scale"
            : String.format(
                "sums to %s in each of the first %d rows, like votes and unlike logits: remove"
                    + " %s.scale and %s",
                total,
                telling.size(),
                section,
                spec.column() == null
                    ? "divide each column by " + total
                    : "write surprisal.normalize(" + spec.column() + ")"));
  }

  private String mirrored(int rows, String second) {
    return String.format(
        "is [-m, m] in the first %d rows, like rawPrediction of Spark's binary classifiers:"
            + " for logistic regression write probability: {\"%s\": \"%s\"}, for boosted trees"
            + " {\"%s\": \"2 * %s\"}, both with scale: logit; or take the model's probability",
        rows, classes.get(1), second, classes.get(1), second);
  }
}
