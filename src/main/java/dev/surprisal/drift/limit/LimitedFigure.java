package dev.surprisal.drift.limit;

import dev.surprisal.format.Phrases;
import dev.surprisal.profile.MetricUnit;
import dev.surprisal.profile.Profile;
import dev.surprisal.profile.SampleSize;

/** A figure that people can set a limit to. Figures of information are in nats. */
public sealed interface LimitedFigure permits LimitMetric, ClassLimit {

  /** What stands between the name of a metric and that of the class it is of. */
  String OF = ":";

  /** The name in reports: that of the metric, and for one of a class {@code class_recall:BUY}. */
  String label();

  /** What the figure counts. */
  MetricUnit unit();

  /** The name in sentences. */
  String words();

  /** What the rows are called that the figure is made of. */
  String rows();

  /** The rows behind the figure. */
  SampleSize size(Profile profile);

  /** The figure with its interval at level 1 − α; where there is none, NaN. */
  FigureEstimate estimate(Profile profile, double alpha);

  /** Whether the figure changes when labels come. */
  boolean needsLabels();

  /** Whether few rows are no reason not to look, and a longer stretch of time has more of it. */
  boolean isCount();

  /** What a name in reports reads like: {@code class recall of BUY}. */
  static String words(String label) {
    String[] parts = parts(label);
    return Phrases.words(parts[0]) + (parts.length > 1 ? " of " + parts[1] : "");
  }

  /** The name of the metric, and behind it that of the class where it is of one. */
  static String[] parts(String label) {
    return label.split(OF, 2);
  }
}
