package dev.surprisal.dataset;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * What a dataset has of the description of another one. A training set mostly has the columns of
 * the log, but for a few: where it has no such timestamp, version or key, it is read without, while
 * one that was named for it must be there. Of an inherited schema it has the columns that its files
 * have, whatever their order.
 *
 * @param members the keys of the configuration that it has of the other
 */
public record Inheritance(Set<String> members) {

  /** Of a dataset that is described by itself. */
  public static final Inheritance NONE = new Inheritance(Set.of());

  private static final String TIMESTAMP = "timestamp";
  private static final String VERSION = "version";
  private static final String KEY = "key";

  /** Copies the keys. */
  public Inheritance {
    members = Set.copyOf(members);
  }

  /** The description without what the dataset has not. */
  Scoring fitted(Input input, Scoring scoring) {
    PredictionSpec spec = scoring.predictions();
    // Labels are found by the key; without labels of their own, it only tells duplicates.
    boolean keyed =
        scoring.labels() != null || spec.key().stream().allMatch(part -> has(input, KEY, part));
    return scoring.of(
        new PredictionSpec(
            spec.source(),
            keyed ? spec.key() : List.of(),
            spec.probability(),
            optional(input, TIMESTAMP, spec.timestamp()),
            optional(input, VERSION, spec.version()),
            spec.label(),
            spec.duplicates(),
            spec.weight(),
            spec.unlabelled()));
  }

  /** What of the other's description the dataset has not, e.g. {@code timestamp scored_at}. */
  public List<String> missing(Scoring asked, Scoring fitted) {
    List<String> missing = new ArrayList<>();
    PredictionSpec all = asked.predictions();
    PredictionSpec some = fitted.predictions();
    if (all.timestamp() != null && some.timestamp() == null) {
      missing.add(TIMESTAMP + " " + all.timestamp());
    }
    if (all.version() != null && some.version() == null) {
      missing.add(VERSION + " " + all.version());
    }
    if (!all.key().isEmpty() && some.key().isEmpty()) {
      missing.add(KEY + " " + String.join(", ", all.key()));
    }
    return missing;
  }

  private @Nullable String optional(Input input, String member, @Nullable String text) {
    return text != null && has(input, member, text) ? text : null;
  }

  private boolean has(Input input, String member, String text) {
    return !members.contains(member) || input.knows(text);
  }

  /**
   * The source with a schema of the columns that its files have: in the order of a CSV header, by
   * which Spark reads columns, those that the inherited schema does not know as text.
   */
  SourceSpec fitted(SparkSession spark, SourceSpec source) {
    String schema = source.schema();
    if (schema == null || !members.contains("schema") || isWithoutNames(source)) {
      return source;
    }
    try {
      StructType inherited = StructType.fromDDL(schema);
      return Input.open(spark, "", source.withSchema(null), new ArrayList<>())
          .map(input -> source.withSchema(of(input.rows().schema(), inherited).toDDL()))
          .orElse(source);
    } catch (Exception e) {
      // Spark's Scala code throws checked exceptions that it does not declare. What is wrong with
      // the schema is told when the dataset is opened by it.
      return source;
    }
  }

  private static StructType of(StructType files, StructType inherited) {
    return new StructType(
        Arrays.stream(files.fields())
            .map(it -> new StructField(it.name(), type(it, inherited), true, it.metadata()))
            .toArray(StructField[]::new));
  }

  private static DataType type(StructField field, StructType inherited) {
    return Arrays.stream(inherited.fields())
        .filter(known -> known.name().equalsIgnoreCase(field.name()))
        .findFirst()
        .orElse(field)
        .dataType();
  }

  /** Whether columns have no name but that of their place. */
  private static boolean isWithoutNames(SourceSpec source) {
    return source.format().equalsIgnoreCase("csv")
        && source.options().entrySet().stream()
            .noneMatch(
                option ->
                    option.getKey().equalsIgnoreCase("header")
                        && option.getValue().strip().equalsIgnoreCase("true"));
  }
}
