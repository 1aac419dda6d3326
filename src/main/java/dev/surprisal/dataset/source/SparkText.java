package dev.surprisal.dataset.source;

/** Texts as Spark's SQL reads them, and those that Spark writes. */
public final class SparkText {

  private SparkText() {}

  /** The name of a column, whatever it is made of. */
  public static String quote(String column) {
    return "`" + column.replace("`", "``") + "`";
  }

  /** A text literal. */
  public static String literal(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }

  /** What a message says first, without the plan or the stack that follows. */
  public static String firstLine(String message) {
    return message.lines().findFirst().orElse(message).strip();
  }
}
