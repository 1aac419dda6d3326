package dev.surprisal.profile.row;

/** The one end of every prediction row read. Codes are part of the stored format: append only. */
public enum RowStatus {
  /** Valid prediction, valid label. */
  SCORED("scored"),
  /** Valid prediction, no label yet. */
  UNLABELLED("unlabelled"),
  /** Valid, but another row of the same key and version counts instead. */
  DUPLICATE("duplicate"),
  NULL_KEY("null_key"),
  BAD_TIMESTAMP("bad_timestamp"),
  NULL_PREDICTION("null_prediction"),
  WRONG_LENGTH("wrong_length"),
  NOT_A_NUMBER("nan"),
  INFINITE("infinite"),
  /** A probability below 0 or above 1. */
  OUT_OF_RANGE("out_of_range"),
  NOT_NORMALISED("sum_not_one"),
  UNKNOWN_LABEL("unknown_label"),
  INVALID_LABEL("invalid_label"),
  /** Only where rows have weights. */
  INVALID_WEIGHT("invalid_weight");

  private static final RowStatus[] ALL = values();

  private final String label;

  RowStatus(String label) {
    this.label = label;
  }

  /** The number of statuses. */
  public static int count() {
    return ALL.length;
  }

  /** The status of a code. */
  public static RowStatus of(int code) {
    return ALL[code];
  }

  /** The code in rows and profiles. */
  public int code() {
    return ordinal();
  }

  /** The name in reports. */
  public String label() {
    return label;
  }

  /** Whether the row could not be used. */
  public boolean isRejected() {
    return ordinal() > DUPLICATE.ordinal();
  }
}
