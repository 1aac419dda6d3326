package dev.surprisal.profile;

import dev.surprisal.profile.section.LabelLagByClass;
import dev.surprisal.profile.section.Section;
import dev.surprisal.profile.state.Layout;

/**
 * The figures of a report that there are for each class by itself, each a function of a profile and
 * a class. A figure that does not exist is NaN here and absent outside.
 */
public enum ClassMetric {
  /** The time in which half of a class's labels came, of those not before their predictions. */
  LABEL_LAG_P50(
      "class_label_lag_p50",
      MetricUnit.SECONDS,
      LabelLagByClass.class,
      ClassMetric::lateLabels,
      (profile, label) -> lag(profile, label, 0.5)),
  /** The time in which 90 % of these labels came. */
  LABEL_LAG_P90(
      "class_label_lag_p90",
      MetricUnit.SECONDS,
      LabelLagByClass.class,
      ClassMetric::lateLabels,
      (profile, label) -> lag(profile, label, 0.9));

  private final String label;
  private final MetricUnit unit;
  private final Class<? extends Section> section;
  private final Rows rows;
  private final Value value;

  /** Of a profile and the index of a class, the rows behind a figure. */
  private interface Rows {
    long value(Profile profile, int label);
  }

  /** The figure. */
  private interface Value {
    double value(Profile profile, int label);
  }

  ClassMetric(
      String label, MetricUnit unit, Class<? extends Section> section, Rows rows, Value value) {
    this.label = label;
    this.unit = unit;
    this.section = section;
    this.rows = rows;
    this.value = value;
  }

  /** The name in reports. */
  public String label() {
    return label;
  }

  /** What the figure counts. */
  public MetricUnit unit() {
    return unit;
  }

  /** Whether profiles of a layout have what the figure is made of. */
  public boolean isKept(Layout layout) {
    return layout.has(section);
  }

  /** The rows behind the figure of a class, given by its index. */
  public long rows(Profile profile, int ofClass) {
    return isKept(profile.layout()) ? rows.value(profile, ofClass) : 0;
  }

  /** The figure of a class, information in nats; NaN where it does not exist. */
  public double value(Profile profile, int ofClass) {
    return rows(profile, ofClass) == 0 ? Double.NaN : value.value(profile, ofClass);
  }

  private static long lateLabels(Profile profile, int ofClass) {
    return profile.section(LabelLagByClass.class).after(profile.state(), ofClass);
  }

  private static double lag(Profile profile, int ofClass, double share) {
    return profile.section(LabelLagByClass.class).quantile(profile.state(), ofClass, share);
  }
}
