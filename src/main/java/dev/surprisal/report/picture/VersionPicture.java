package dev.surprisal.report.picture;

import dev.surprisal.drift.attribution.Attribution;
import dev.surprisal.math.statistics.PrecisionRecallCurve.Point;
import dev.surprisal.profile.time.TimeRange;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A version on all rows: over time, and the reference beside the current range.
 *
 * @param version the model's version, or null where the model has none
 * @param windows its windows, in order of time
 * @param columns the columns
 * @param labels the labels by class
 * @param predicted the predictions by most probable class
 * @param confidence the confidence
 * @param calibration how often the predicted class happened, by confidence
 * @param confusions labels by predicted class
 * @param curves precision by recall, of the last of two classes or each of some more
 * @param since the change of the log loss by slice since it changed; null where it did not
 */
public record VersionPicture(
    @Nullable String version,
    List<WindowPicture> windows,
    List<Distribution> columns,
    Distribution labels,
    Distribution predicted,
    Distribution confidence,
    Calibrated calibration,
    Confusions confusions,
    List<ClassCurve> curves,
    @Nullable Since since) {

  /** Copies the lists. */
  public VersionPicture {
    windows = List.copyOf(windows);
    columns = List.copyOf(columns);
    curves = List.copyOf(curves);
  }

  /** The same with the attribution since a change. */
  public VersionPicture since(@Nullable Since change) {
    return new VersionPicture(
        version,
        windows,
        columns,
        labels,
        predicted,
        confidence,
        calibration,
        confusions,
        curves,
        change);
  }

  /**
   * The change of the log loss since it changed.
   *
   * @param window the first window of it
   * @param attributions by each set of dimensions
   */
  public record Since(TimeRange window, List<Attribution> attributions) {

    /** Copies the list. */
    public Since {
      attributions = List.copyOf(attributions);
    }
  }

  /**
   * Both sides of a reliability diagram.
   *
   * @param before the reference
   * @param after the current range
   */
  public record Calibrated(List<ConfidenceBin> before, List<ConfidenceBin> after) {

    /** Copies the lists. */
    public Calibrated {
      before = List.copyOf(before);
      after = List.copyOf(after);
    }
  }

  /**
   * The scored rows of some confidence.
   *
   * @param confidence their mean confidence
   * @param accuracy the share whose most probable class happened
   * @param rows how many they are, in effective rows
   */
  public record ConfidenceBin(double confidence, double accuracy, double rows) {}

  /**
   * Scored rows by label and then by most probable class, as they weigh; empty for many classes.
   *
   * @param before the reference
   * @param after the current range
   */
  public record Confusions(List<List<Double>> before, List<List<Double>> after) {

    /** Copies the lists. */
    public Confusions {
      before = before.stream().map(List::copyOf).toList();
      after = after.stream().map(List::copyOf).toList();
    }
  }

  /**
   * Both sides of the precision–recall curve of a class.
   *
   * @param ofClass the class
   * @param before the reference
   * @param after the current range
   */
  public record ClassCurve(String ofClass, List<Point> before, List<Point> after) {

    /** Copies the lists. */
    public ClassCurve {
      before = List.copyOf(before);
      after = List.copyOf(after);
    }
  }
}
