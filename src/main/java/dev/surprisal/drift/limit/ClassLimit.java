package dev.surprisal.drift.limit;

import dev.surprisal.profile.MetricUnit;
import dev.surprisal.profile.Profile;
import dev.surprisal.profile.SampleSize;

/**
 * A figure of one class.
 *
 * @param metric the figure
 * @param ofClass the index of the class
 * @param name its name
 */
public record ClassLimit(ClassLimitMetric metric, int ofClass, String name)
    implements LimitedFigure {

  @Override
  public String label() {
    return metric.label() + OF + name;
  }

  @Override
  public MetricUnit unit() {
    return metric.metric().unit();
  }

  @Override
  public String words() {
    return metric.words() + " of class " + name;
  }

  @Override
  public String rows() {
    return metric.rows();
  }

  @Override
  public SampleSize size(Profile profile) {
    return metric.size(profile, ofClass);
  }

  @Override
  public FigureEstimate estimate(Profile profile, double alpha) {
    return metric.estimate(profile, ofClass, alpha);
  }

  @Override
  public boolean needsLabels() {
    return true;
  }

  @Override
  public boolean isCount() {
    return false;
  }
}
