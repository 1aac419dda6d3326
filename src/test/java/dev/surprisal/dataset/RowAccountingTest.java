package dev.surprisal.dataset;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import dev.surprisal.SparkTest;
import dev.surprisal.dataset.spec.DuplicatePolicy;
import dev.surprisal.profile.Profile;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every row read ends in exactly one count. Hostile rows are made at random, from a fixed seed, and
 * told apart once more by plain Java that shares nothing with the plan.
 */
class RowAccountingTest extends SparkTest {

  private static final int ROWS = 3000;
  private static final int KEYS = 400;
  private static final Instant FROM = Instant.parse("2026-04-01T00:00:00Z");
  private static final Instant TO = Instant.parse("2026-06-01T00:00:00Z");

  private static final StructType PREDICTIONS =
      new StructType()
          .add("id", DataTypes.IntegerType)
          .add("q", DataTypes.createArrayType(DataTypes.DoubleType))
          .add("at", DataTypes.TimestampType)
          .add("model", DataTypes.StringType);

  private static final StructType LABELS =
      new StructType()
          .add("id", DataTypes.LongType)
          .add("label", DataTypes.StringType)
          .add("seen", DataTypes.TimestampType);

  @TempDir private Path directory;

  private record Prediction(
      @Nullable Integer id,
      @Nullable List<@Nullable Double> q,
      @Nullable Instant at,
      @Nullable String model) {}

  private record Label(@Nullable Long id, @Nullable String label, @Nullable Instant seen) {}

  private final Random random = new Random(20261121);

  private <T extends @Nullable Object> T one(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }

  private Prediction prediction(int place) {
    List<@Nullable List<@Nullable Double>> shapes = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      double up = random.nextDouble();
      shapes.add(List.of(1 - up, up));
    }
    Collections.addAll(
        shapes,
        null,
        List.of(),
        List.of(1.0),
        List.of(0.2, 0.3, 0.5),
        List.of(0.7, 0.7),
        List.of(-0.25, 1.25),
        List.of(Double.NaN, 0.5),
        List.of(Double.NaN, Double.POSITIVE_INFINITY),
        List.of(Double.NEGATIVE_INFINITY, 0.5));
    List<@Nullable Double> holed = new ArrayList<>(List.of(0.5));
    holed.add(null);
    shapes.add(holed);
    Instant at = FROM.plusSeconds(random.nextInt(70 * 86_400) - 5 * 86_400).plusMillis(place);
    return new Prediction(
        random.nextInt(20) == 0 ? null : random.nextInt(KEYS),
        one(shapes),
        random.nextInt(20) == 0 ? null : at,
        random.nextInt(4) == 0 ? null : one(List.of("m1", "m2")));
  }

  private Label label(int place) {
    List<@Nullable String> names = new ArrayList<>(List.of("UP", "DOWN", "UP", "SIDEWAYS", "7"));
    names.add(null);
    Instant seen = FROM.plusSeconds(random.nextInt(90 * 86_400)).plusMillis(place);
    return new Label(
        random.nextInt(20) == 0 ? null : (long) random.nextInt(KEYS),
        one(names),
        random.nextInt(20) == 0 ? null : seen);
  }

  @Test
  void everyRowReadEndsInTheCountThatItDeserves() {
    List<Prediction> predictions = new ArrayList<>();
    List<Label> labels = new ArrayList<>();
    for (int i = 0; i < ROWS; i++) {
      predictions.add(prediction(i));
    }
    for (int i = 0; i < KEYS; i++) {
      labels.add(label(i));
    }
    for (DuplicatePolicy policy : List.of(DuplicatePolicy.LATEST, DuplicatePolicy.FIRST)) {
      Map<String, Long> expected = expected(predictions, labels, policy);
      Profile actual = datasets(predictions, labels, policy).profile();
      assertThat(Datasets.counts(actual)).as("counts by " + policy).isEqualTo(expected);
      assertThat(actual.read())
          .isEqualTo(expected.values().stream().mapToLong(Long::longValue).sum())
          .isEqualTo(predictions.stream().filter(RowAccountingTest::isRead).count());
      assertThat(expected).as("statuses tried").hasSize(12);
    }
  }

  private Datasets datasets(
      List<Prediction> predictions, List<Label> labels, DuplicatePolicy policy) {
    List<Row> rows = new ArrayList<>();
    for (Prediction p : predictions) {
      Object[] q = p.q() == null ? null : p.q().toArray();
      rows.add(RowFactory.create(p.id(), q, timestamp(p.at()), p.model()));
    }
    List<Row> labelRows = new ArrayList<>();
    for (Label l : labels) {
      labelRows.add(RowFactory.create(l.id(), l.label(), timestamp(l.seen())));
    }
    spark().createDataFrame(rows, PREDICTIONS).createOrReplaceTempView("hostile_predictions");
    spark().createDataFrame(labelRows, LABELS).createOrReplaceTempView("hostile_labels");
    return Datasets.in(spark(), directory)
        .of("select * from hostile_predictions")
        .of("labels", "select * from hostile_labels")
        .key(policy, "id")
        .version("model")
        .labelsById(policy, "seen");
  }

  private static @Nullable Timestamp timestamp(@Nullable Instant instant) {
    return instant == null ? null : Timestamp.from(instant);
  }

  // The reference.

  private static boolean isRead(Prediction p) {
    return p.at() == null || !p.at().isBefore(FROM) && p.at().isBefore(TO);
  }

  private static Map<String, Long> expected(
      List<Prediction> predictions, List<Label> labels, DuplicatePolicy policy) {
    Map<Long, Label> byKey = labelOfEachKey(labels, policy);
    Map<String, Long> counts = new TreeMap<>();
    Map<String, List<Prediction>> valid = new HashMap<>();
    for (Prediction p : predictions.stream().filter(RowAccountingTest::isRead).toList()) {
      String fault = fault(p);
      if (fault != null) {
        counts.merge(fault, 1L, Long::sum);
      } else {
        valid.computeIfAbsent(p.id() + "/" + p.model(), key -> new ArrayList<>()).add(p);
      }
    }
    valid.forEach(
        (key, rows) -> {
          if (rows.size() > 1) {
            counts.merge("duplicate", rows.size() - 1L, Long::sum);
          }
          // Whichever counts, the key is the same, and so is the label.
          Integer id = rows.get(0).id();
          counts.merge(end(id == null ? null : byKey.get(id.longValue())), 1L, Long::sum);
        });
    return counts;
  }

  private static Map<Long, Label> labelOfEachKey(List<Label> labels, DuplicatePolicy policy) {
    Comparator<Label> byTime =
        Comparator.comparing(
            Label::seen,
            policy == DuplicatePolicy.FIRST
                ? Comparator.nullsLast(Comparator.<Instant>naturalOrder())
                : Comparator.nullsLast(Comparator.<Instant>reverseOrder()));
    Map<Long, Label> first = new HashMap<>();
    labels.stream()
        .filter(label -> label.id() != null && label.label() != null)
        // Equal only where both times are unknown: then the class decides, the unknown one first.
        .sorted(byTime.thenComparing(label -> List.of("DOWN", "UP").indexOf(label.label())))
        .forEach(label -> first.putIfAbsent(label.id() == null ? -1L : label.id(), label));
    return first;
  }

  private static String end(@Nullable Label label) {
    if (label == null) {
      return "unlabelled";
    }
    return List.of("DOWN", "UP").contains(label.label()) ? "scored" : "unknown_label";
  }

  private static @Nullable String fault(Prediction p) {
    if (p.id() == null) {
      return "null_key";
    }
    if (p.at() == null) {
      return "bad_timestamp";
    }
    List<@Nullable Double> q = p.q();
    if (q == null || q.stream().anyMatch(Objects::isNull)) {
      return "null_prediction";
    }
    if (q.size() != 2) {
      return "wrong_length";
    }
    Map<String, Long> faults =
        q.stream().collect(groupingBy(x -> faultOf(x == null ? Double.NaN : x), counting()));
    for (String fault : List.of("nan", "infinite", "out_of_range")) {
      if (faults.containsKey(fault)) {
        return fault;
      }
    }
    double sum = q.stream().mapToDouble(x -> x == null ? 0 : x).sum();
    return Math.abs(sum - 1) > 1e-4 ? "sum_not_one" : null;
  }

  private static String faultOf(double x) {
    if (Double.isNaN(x)) {
      return "nan";
    }
    return Double.isInfinite(x) ? "infinite" : x < 0 || x > 1 + 1e-4 ? "out_of_range" : "fine";
  }
}
