package dev.surprisal.dataset;

import dev.surprisal.dataset.source.Input;
import dev.surprisal.dataset.spec.Inheritance;
import dev.surprisal.dataset.spec.PredictionSpec;
import dev.surprisal.dataset.spec.Scoring;
import dev.surprisal.dataset.spec.SourceSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * What is read of a dataset that has the description of another one.
 *
 * @param inheritance what it has of it
 */
record InheritedSpecs(Inheritance inheritance) {

  /** The description without what the dataset has not. */
  Scoring fitted(Input input, Scoring scoring) {
    PredictionSpec spec = scoring.predictions();
    // Labels are found by the key; without labels of their own, it only tells duplicates.
    boolean keyed =
        scoring.labels() != null
            || spec.key().stream().allMatch(part -> has(input, Inheritance.KEY, part));
    return scoring.with(
        new PredictionSpec(
            spec.source(),
            keyed ? spec.key() : List.of(),
            spec.probability(),
            optional(input, Inheritance.TIMESTAMP, spec.timestamp()),
            optional(input, Inheritance.VERSION, spec.version()),
            spec.label(),
            spec.duplicates(),
            spec.weight(),
            spec.unlabelled()));
  }

  private @Nullable String optional(Input input, String member, @Nullable String text) {
    return text != null && has(input, member, text) ? text : null;
  }

  private boolean has(Input input, String member, String text) {
    return !inheritance.members().contains(member) || input.knows(text);
  }

  /**
   * The source with a schema of the columns that its files have: in the order of a CSV header, by
   * which Spark reads columns, those that the inherited schema does not know as text.
   */
  SourceSpec fitted(SparkSession spark, SourceSpec source) {
    String schema = source.schema();
    if (schema == null || !inheritance.members().contains("schema") || isWithoutNames(source)) {
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
