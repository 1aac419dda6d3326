package dev.surprisal.dataset;

import static org.apache.spark.sql.functions.col;

import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;

/** Columns of checked rows of which there are as many as are configured, from 0. */
public enum NumberedColumn {
  /** The parts of the key, of any type that can be one. */
  KEY("k"),
  /** The same of the label. */
  LABEL_KEY("l"),
  /** The same of the challenger's prediction. */
  CHALLENGER_KEY("ck"),
  /** The values of the slice dimensions, as strings. */
  SLICE("s"),
  /** The values of the categorical columns, as strings. */
  CATEGORY("c");

  private final String prefix;

  NumberedColumn(String prefix) {
    this.prefix = prefix;
  }

  /** The name of one of them. */
  public String label(int number) {
    return prefix + number;
  }

  /** The names of the first ones. */
  public List<String> labels(int count) {
    return IntStream.range(0, count).mapToObj(this::label).toList();
  }

  /** One of them in a plan. */
  public Column column(int number) {
    return col(label(number));
  }

  /** The first ones in a plan. */
  public List<Column> columns(int count) {
    return IntStream.range(0, count).mapToObj(this::column).toList();
  }

  /** A value as one of these columns. */
  Column as(int number, Column value) {
    return value.as(label(number));
  }
}
