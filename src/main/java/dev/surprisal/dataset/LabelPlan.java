package dev.surprisal.dataset;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * How label rows are read: everything that the configuration names, resolved against the source's
 * schema.
 *
 * @param input the source
 * @param keys the key
 * @param column the label as it stands in the source
 * @param label the same as a class index or a distribution
 * @param arrival when the label arrived, as an SQL timestamp
 * @param duplicates which of several labels of a key counts
 */
record LabelPlan(
    Input input,
    Keys keys,
    Expression column,
    LabelShape.Shaped label,
    String arrival,
    DuplicatePolicy duplicates) {

  /** Resolves all of it; empty, with every problem told, where something is wrong. */
  static Optional<LabelPlan> resolve(
      Input input, Optional<Keys> keys, LabelSpec spec, List<String> classes) {
    Optional<Expression> column = input.resolve("labels.label", spec.label());
    Optional<LabelShape.Shaped> label =
        column.flatMap(e -> new LabelShape(classes).of(input, "labels.label", e));
    Optional<String> arrival =
        input
            .resolveOptional("labels.timestamp", spec.timestamp())
            .flatMap(e -> Timestamps.instant(input, "labels.timestamp", e));
    if (input.isRefused()) {
      return Optional.empty();
    }
    return Optional.of(
        new LabelPlan(
            input,
            keys.orElseThrow(),
            column.orElseThrow(),
            label.orElseThrow(),
            arrival.orElse("cast(null as timestamp)"),
            spec.duplicates()));
  }

  /**
   * One label of each key: {@code l0…}, {@code label_hash}, {@code label}, {@code label_text},
   * {@code label_repeated}, {@code arrival}. A null is no label, and a null key can match nothing;
   * a label that names no class stays, so that the row it belongs to is rejected.
   */
  Dataset<Row> rows() {
    List<String> select = new ArrayList<>();
    keys.select("l").forEach(select::add);
    select.add(keys.hash() + " as label_hash");
    select.add(label.sql() + " as label");
    select.add(label.text() + " as label_text");
    select.add("unix_micros(" + arrival + ") as arrival");
    return oneOfEach(
        input
            .rows()
            .where(column.sql() + " is not null and " + keys.isWhole())
            .selectExpr(select.toArray(String[]::new)));
  }

  private Dataset<Row> oneOfEach(Dataset<Row> rows) {
    String direction = duplicates == DuplicatePolicy.FIRST ? "asc" : "desc";
    String window =
        " over (partition by "
            + String.join(", ", keys.sorted("l", "label_hash"))
            // A label that nobody knows the time of gives way to one of known time. Of several at
            // one time the choice is free, but must not depend on the order of reading.
            + " order by arrival "
            + direction
            + " nulls last, label, label_text)";
    return rows.selectExpr(
            "*",
            "row_number()" + window + " as place",
            // Without a next row there is no repetition.
            "coalesce(lead(true)" + window + ", false) as label_repeated")
        .where("place = 1")
        .drop("place");
  }
}
