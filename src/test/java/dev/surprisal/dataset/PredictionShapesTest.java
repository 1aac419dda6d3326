package dev.surprisal.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.surprisal.SparkTest;
import dev.surprisal.dataset.spec.ProbabilitySpec;
import dev.surprisal.dataset.spec.ProbabilitySpec.Scale;
import dev.surprisal.profile.Metric;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.ml.classification.LogisticRegression;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every shape of a prediction comes to the same distribution, and what is none is counted. */
class PredictionShapesTest extends SparkTest {

  private static final String AT = "timestamp'2026-05-03 10:00:00' as at";

  @TempDir private Path directory;
  private Datasets datasets;

  @BeforeEach
  void open() {
    datasets = Datasets.in(spark(), directory);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "array(0.25D, 0.75D)",
        "array(cast(0.25 as float), cast(0.75 as float))",
        "array(0.25, 0.75)",
        "array('0.25', '0.75')",
        "map('UP', 0.75D, 'DOWN', 0.25D)",
        "map('UP', '0.75', 'DOWN', '0.25')",
        "named_struct('UP', 0.75D, 'DOWN', 0.25D)",
        "named_struct('UP', '0.75', 'DOWN', '0.25', 'SIDEWAYS', null)"
      })
  void bringsAWholeDistributionIntoTheOrderOfTheClasses(String shape) {
    datasets.of("select " + shape + " as q, " + AT);
    assertThat(prediction(datasets)).containsExactly(0.25, 0.75);
  }

  @Test
  void takesAColumnForEachClass() {
    datasets.of("select 0.75D as p_up, '0.25' as p_down, " + AT);
    Map<String, String> columns = new LinkedHashMap<>();
    columns.put("UP", "p_up");
    columns.put("DOWN", "p_down");
    assertThat(prediction(datasets.probability(ofColumns(columns, Scale.PROBABILITY))))
        .containsExactly(0.25, 0.75);
  }

  @Test
  void givesTheOtherOfTwoClassesTheRest() {
    datasets.of("select 0.75D as p, " + AT);
    assertThat(prediction(datasets.probability(ofColumns(Map.of("UP", "p"), Scale.PROBABILITY))))
        .containsExactly(0.25, 0.75);
    assertThat(prediction(datasets.probability(ofColumns(Map.of("DOWN", "p"), Scale.PROBABILITY))))
        .containsExactly(0.75, 0.25);
  }

  @Test
  void takesTheLogitOfOneOfTwoClasses() {
    // ln(0.75 / 0.25) = ln 3
    datasets.of("select ln(3D) as p, " + AT);
    double[] q = prediction(datasets.probability(ofColumns(Map.of("UP", "p"), Scale.LOGIT)));
    assertThat(q).containsExactly(new double[] {0.25, 0.75}, within(1e-15));
  }

  @Test
  void takesTheLogarithmOfOneOfTwoClasses() {
    datasets.of("select ln(0.75D) as p, " + AT);
    double[] q =
        prediction(datasets.probability(ofColumns(Map.of("UP", "p"), Scale.LOG_PROBABILITY)));
    assertThat(q).containsExactly(new double[] {0.25, 0.75}, within(1e-15));
  }

  @Test
  void takesLogits() {
    // e⁰ : e^(ln 3) = 1 : 3
    datasets.of("select array(0D, ln(3D)) as q, " + AT);
    double[] q = prediction(datasets.probability(ofColumn(Scale.LOGIT)));
    assertThat(q).containsExactly(new double[] {0.25, 0.75}, within(1e-15));
  }

  @Test
  void takesLogProbabilitiesButMakesNoneOfWhatIsNone() {
    datasets.of(
        "select * from values (array(ln(0.25D), ln(0.75D))), (array(double('-Infinity'), 0D)),"
            + " (array(0D, 0D)), (array(0D, null)) as t(q) cross join (select "
            + AT
            + ")");
    assertThat(datasets.probability(ofColumn(Scale.LOG_PROBABILITY)).counts())
        .isEqualTo(Map.of("unlabelled", 2L, "sum_not_one", 1L, "null_prediction", 1L));
  }

  @Test
  void tellsWhatIsWrongWithAnArray() {
    datasets.of(
        "select q, "
            + AT
            + " from values (array(0.5D, 0.5D)), (null), (array(0.5D, null)), (array(1D)),"
            + " (array(0.2D, 0.3D, 0.5D)), (array()), (array(double('NaN'), 1D)),"
            + " (array(double('Infinity'), 0D)), (array(-0.5D, 1.5D)), (array(0.6D, 0.6D)),"
            + " (array(0.50009D, 0.5D)), (array(0D, 0D)) as t(q)");
    assertThat(datasets.counts())
        .isEqualTo(
            Map.of(
                "unlabelled", 2L,
                "null_prediction", 2L,
                "wrong_length", 3L,
                "nan", 1L,
                "infinite", 1L,
                "out_of_range", 1L,
                "sum_not_one", 2L));
  }

  @Test
  void countsAMapOfOtherKeysAsNoPrediction() {
    datasets.of(
        "select q, "
            + AT
            + " from values (map('UP', 0.5D, 'DOWN', 0.5D)), (map('UP', 1D)), (map('UP', 0.5D,"
            + " 'down', 0.5D)), (map('UP', 0.5D, 'DOWN', 0.5D, 'SIDEWAYS', 0D)), (null) as t(q)");
    assertThat(datasets.counts())
        .isEqualTo(Map.of("unlabelled", 1L, "wrong_length", 2L, "null_prediction", 2L));
  }

  @Test
  void countsTextThatIsNoNumber() {
    datasets.of(
        "select p, " + AT + " from values ('0.5'), ('half'), (''), (null), ('NaN'), ('2') as t(p)");
    assertThat(datasets.probability(ofColumns(Map.of("UP", "p"), Scale.PROBABILITY)).counts())
        .isEqualTo(Map.of("unlabelled", 1L, "null_prediction", 3L, "nan", 1L, "out_of_range", 1L));
    assertThat(datasets.probability(ofColumns(Map.of("UP", "p"), Scale.LOGIT)).counts())
        .isEqualTo(Map.of("unlabelled", 2L, "null_prediction", 3L, "nan", 1L));
  }

  @Test
  void readsWhatAClassifierOfMllibWrote() {
    LogisticRegression regression = new LogisticRegression().setMaxIter(3);
    Dataset<Row> scored = regression.fit(observations()).transform(observations());
    scored.withColumn("at", at()).write().parquet(datasets.path("predictions"));
    Datasets labelled =
        datasets
            .files("parquet", Map.of(), null)
            .probability(ProbabilitySpec.ofColumn("probability", Scale.PROBABILITY))
            .label("label");
    double logLoss =
        scored.collectAsList().stream()
            .mapToDouble(row -> -Math.log(row.<Vector>getAs("probability").apply(index(row))))
            .average()
            .orElseThrow();
    assertThat(labelled.counts()).isEqualTo(Map.of("scored", 4L));
    assertThat(Metric.LOG_LOSS.value(labelled.profile())).isCloseTo(logLoss, within(1e-12));
  }

  private static int index(Row row) {
    return (int) row.<Double>getAs("label").doubleValue();
  }

  @Test
  void readsSparseVectors() {
    spark()
        .createDataFrame(
            List.of(
                RowFactory.create(Vectors.sparse(2, new int[] {1}, new double[] {1})),
                RowFactory.create(Vectors.dense(0.25, 0.75)),
                RowFactory.create(Vectors.sparse(3, new int[] {1}, new double[] {1})),
                RowFactory.create((Object) null)),
            new StructType().add("q", SQLDataTypes.VectorType()))
        .withColumn("at", at())
        .write()
        .parquet(datasets.path("predictions"));
    Datasets files = datasets.files("parquet", Map.of(), null);
    assertThat(files.counts())
        .isEqualTo(Map.of("unlabelled", 2L, "wrong_length", 1L, "null_prediction", 1L));
    assertThat(files.profile().predictedClasses()).containsExactly(0, 2);
  }

  private static org.apache.spark.sql.Column at() {
    return org.apache.spark.sql.functions.expr("timestamp'2026-05-03 10:00:00'");
  }

  private static Dataset<Row> observations() {
    return spark()
        .createDataFrame(
            List.of(
                RowFactory.create(0.0, Vectors.dense(0.1)),
                RowFactory.create(1.0, Vectors.dense(0.9)),
                RowFactory.create(0.0, Vectors.dense(0.6)),
                RowFactory.create(1.0, Vectors.dense(0.4))),
            new StructType()
                .add("label", DataTypes.DoubleType)
                .add("features", SQLDataTypes.VectorType()));
  }

  private static ProbabilitySpec ofColumn(Scale scale) {
    return ProbabilitySpec.ofColumn("q", scale);
  }

  private static ProbabilitySpec ofColumns(Map<String, String> columns, Scale scale) {
    return ProbabilitySpec.ofColumns(columns, scale);
  }

  private static double[] prediction(Datasets datasets) {
    List<Double> q = datasets.checked().rows().select("q").head().getList(0);
    assertThat(datasets.counts()).isEqualTo(Map.of("unlabelled", 1L));
    return Arrays.stream(q.toArray(Double[]::new)).mapToDouble(Double::doubleValue).toArray();
  }
}
