package dev.surprisal.report;

import dev.surprisal.format.Phrases;

/** Why rows are rejected, in words. Codes are for machines. */
public final class RejectionReasons {

  private RejectionReasons() {}

  /**
   * The reason in words.
   *
   * @param code the reason as the job counts it, such as {@code sum_not_one}
   */
  public static String describe(String code) {
    return switch (code.replace(' ', '_')) {
      case "null_prediction" -> "no prediction, or part of it is null";
      case "wrong_length" -> "wrong number of probabilities";
      case "nan" -> "NaN probability";
      case "infinite" -> "infinite value";
      case "negative" -> "negative probability";
      case "out_of_range" -> "probability outside 0 to 1";
      case "sum_not_one" -> "probabilities do not sum to 1";
      case "unknown_label" -> "label is not one of the classes";
      case "invalid_label" -> "label is not a valid distribution";
      case "null_key" -> "null key";
      case "bad_timestamp" -> "missing or unreadable timestamp";
      case "invalid_weight" -> "missing or invalid weight";
      default -> Phrases.words(code);
    };
  }
}
