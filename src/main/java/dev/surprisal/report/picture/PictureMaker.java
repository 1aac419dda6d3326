package dev.surprisal.report.picture;

import dev.surprisal.drift.comparison.LogLossComparison;
import dev.surprisal.drift.comparison.Moments;
import dev.surprisal.drift.finding.ComparisonKind;
import dev.surprisal.drift.finding.Family;
import dev.surprisal.drift.incident.Incident;
import dev.surprisal.drift.incident.Shift;
import dev.surprisal.math.InformationUnit;
import dev.surprisal.math.statistics.ConfidenceInterval;
import dev.surprisal.math.statistics.Normal;
import dev.surprisal.profile.Calibration;
import dev.surprisal.profile.Metric;
import dev.surprisal.profile.MetricPrecision;
import dev.surprisal.profile.PrecisionRecall;
import dev.surprisal.profile.Profile;
import dev.surprisal.profile.SampleSize;
import dev.surprisal.profile.cube.Series;
import dev.surprisal.profile.time.TimeRange;
import dev.surprisal.report.picture.VersionPicture.Calibrated;
import dev.surprisal.report.picture.VersionPicture.ClassCurve;
import dev.surprisal.report.picture.VersionPicture.ConfidenceBin;
import dev.surprisal.report.picture.VersionPicture.Confusions;
import dev.surprisal.report.picture.WindowPicture.Estimate;
import dev.surprisal.report.picture.WindowPicture.Figure;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.TDistribution;
import org.jspecify.annotations.Nullable;

/** Reads off profiles what the page draws. */
public final class PictureMaker {

  /** A page with more columns than this is not read; the tables have all. */
  private static final int COLUMNS = 60;

  /** More curves nobody compares. */
  private static final int CURVES = 8;

  /** Sums in another order differ by less. */
  private static final double SAME = 1e-9;

  private final double alpha;
  private final InformationUnit unit;
  private final List<String> classes;
  private final List<String> columns;

  /**
   * Prepares.
   *
   * @param alpha intervals are of level 1 − α
   * @param unit the report's unit of information
   * @param classes the model's classes, in the profiles' order
   * @param columns the names of the columns, in the profiles' order
   */
  public PictureMaker(
      double alpha, InformationUnit unit, List<String> classes, List<String> columns) {
    this.alpha = alpha;
    this.unit = unit;
    this.classes = List.copyOf(classes);
    this.columns = List.copyOf(columns);
  }

  /** A version on all rows. */
  public VersionPicture version(Series series) {
    Profile before = series.reference();
    Profile after = series.current();
    return new VersionPicture(
        series.version(),
        windows(series),
        IntStream.range(0, Math.min(COLUMNS, columns.size()))
            .mapToObj(i -> column(i, before, after))
            .toList(),
        labels(before, after),
        predicted(before, after),
        Distributions.of(
            "confidence", before.confidenceDistribution(), after.confidenceDistribution()),
        new Calibrated(bins(before), bins(after)),
        new Confusions(lists(before.confusions()), lists(after.confusions())),
        curves(before, after),
        null);
  }

  /** Of two classes the curve of the last one, whose area is the average precision. */
  private List<ClassCurve> curves(Profile before, Profile after) {
    int first = classes.size() == 2 ? 1 : 0;
    return classes.size() > CURVES
        ? List.of()
        : IntStream.range(first, classes.size())
            .mapToObj(
                i ->
                    new ClassCurve(
                        classes.get(i),
                        PrecisionRecall.of(before, i),
                        PrecisionRecall.of(after, i)))
            .filter(it -> !it.after().isEmpty())
            .toList();
  }

  /**
   * The place of an incident.
   *
   * @param place the rows of the place, over time
   */
  public IncidentPicture incident(Incident incident, Series place) {
    List<Incident.Stretch> stretches = incident.time().stretches();
    Series during =
        stretches.isEmpty()
            ? place
            : place.during(it -> stretches.stream().anyMatch(stretch -> isIn(it, stretch)));
    return new IncidentPicture(
        place.version(),
        windows(place),
        distribution(incident, place.reference(), during.current()));
  }

  private static boolean isIn(TimeRange window, Incident.Stretch stretch) {
    return !window.from().isBefore(stretch.from().from())
        && !window.to().isAfter(stretch.to().to());
  }

  /**
   * Whether an incident's figures are those of a version, of which there may be several: the
   * picture must not show another than the text tells of.
   *
   * @param place the rows of the place of that version, over time
   */
  public boolean tellsOf(Incident incident, Series place) {
    return incident.shifts().stream()
        .allMatch(
            it -> {
              double before = before(it, place.reference());
              return Double.isNaN(before) || Math.abs(before - it.before()) < SAME;
            });
  }

  /** The figure of the reference, NaN where it is not among those that tell versions apart. */
  private double before(Shift shift, Profile reference) {
    return switch (shift.check().kind()) {
      case LOG_LOSS -> unit.fromNats(reference.meanFiniteLoss());
      case ACCURACY -> Metric.ACCURACY.value(reference);
      case PREDICTED_CLASS_DISTRIBUTION -> {
        double[] rows = reference.predictedClasses();
        int of = classes.indexOf(shift.figure().replaceFirst("^predicted ", ""));
        yield of < 0 ? Double.NaN : rows[of] / Arrays.stream(rows).sum();
      }
      default -> Double.NaN;
    };
  }

  private @Nullable Distribution distribution(Incident incident, Profile before, Profile after) {
    return switch (incident.kind()) {
      case INPUTS -> {
        int column =
            incident.shifts().stream()
                .map(Shift::check)
                .filter(it -> it.kind() == ComparisonKind.COLUMN_DISTRIBUTION)
                .mapToInt(it -> columns.indexOf(it.subject()))
                .filter(it -> it >= 0)
                .findFirst()
                .orElseGet(() -> columnOfEvidence(incident));
        yield column < 0 ? null : column(column, before, after);
      }
      case LABELS -> labels(before, after);
      case PREDICTIONS -> predicted(before, after);
      case DATA_QUALITY, PERFORMANCE -> null;
    };
  }

  /** The column whose distribution differs most; −1 where none is. */
  private int columnOfEvidence(Incident incident) {
    return incident.evidence().stream()
        .filter(it -> it.comparison().family() == Family.INPUTS)
        .max(
            (a, b) ->
                Double.compare(
                    Objects.requireNonNullElse(a.effect(), 0.0),
                    Objects.requireNonNullElse(b.effect(), 0.0)))
        .map(it -> columns.indexOf(it.subject()))
        .orElse(-1);
  }

  private Distribution column(int column, Profile before, Profile after) {
    String name = columns.get(column);
    return before.layout().spec().categorical().contains(column)
        ? Distributions.of(name, before.categories(column), after.categories(column))
        : Distributions.of(name, before.column(column), after.column(column));
  }

  private Distribution labels(Profile before, Profile after) {
    return Distributions.of("labels", classes, before.labels(), after.labels());
  }

  private Distribution predicted(Profile before, Profile after) {
    return Distributions.of(
        "predicted classes", classes, before.predictedClasses(), after.predictedClasses());
  }

  private static List<ConfidenceBin> bins(Profile profile) {
    Calibration even = profile.calibration().even();
    List<ConfidenceBin> bins = new ArrayList<>();
    for (int i = 0; i < even.bins(); i++) {
      double rows = even.rows()[i];
      if (rows > 0) {
        bins.add(new ConfidenceBin(even.confidence()[i] / rows, even.correct()[i] / rows, rows));
      }
    }
    return bins;
  }

  private static List<List<Double>> lists(double[][] rows) {
    return Arrays.stream(rows).map(row -> Arrays.stream(row).boxed().toList()).toList();
  }

  private List<WindowPicture> windows(Series series) {
    return series.windows().stream()
        .filter(it -> it.profile().read() > 0 && !it.range().isAlways())
        .map(
            it ->
                new WindowPicture(
                    it.range(), it.reference(), it.profile().read(), figures(it.profile())))
        .toList();
  }

  private Map<Figure, Estimate> figures(Profile profile) {
    Map<Figure, Estimate> figures = new EnumMap<>(Figure.class);
    if (profile.scored() > 0) {
      Moments finite = LogLossComparison.finite(profile);
      double loss = Metric.LOG_LOSS.value(profile);
      put(figures, Figure.LOG_LOSS, inUnit(mean(loss, finite.variance(), finite.size())));
      put(figures, Figure.ACCURACY, accuracy(profile));
      put(figures, Figure.AUC, ofRows(Metric.AUC, profile));
      put(figures, Figure.CALIBRATION_GAP, inUnit(ofRows(Metric.CALIBRATION_GAP, profile)));
    }
    return figures;
  }

  private static void put(Map<Figure, Estimate> into, Figure figure, Estimate estimate) {
    if (!Double.isNaN(estimate.value())) {
      into.put(figure, estimate);
    }
  }

  private Estimate accuracy(Profile profile) {
    double share = Metric.ACCURACY.value(profile);
    double rows = profile.scoredSize().effective();
    ConfidenceInterval interval =
        ConfidenceInterval.ofShare(share, rows, Normal.quantile(1 - alpha / 2));
    return new Estimate(share, interval.lower(), interval.upper());
  }

  private Estimate ofRows(Metric metric, Profile profile) {
    double value = metric.value(profile);
    return mean(value, MetricPrecision.varianceOfRow(metric, profile), profile.scoredSize());
  }

  /** Figure ± t(n − 1) √(v/n), n the effective rows. */
  private Estimate mean(double value, double variance, SampleSize size) {
    double freedom = size.effective() - 1;
    double margin =
        freedom > 0 && Double.isFinite(value)
            ? TDistribution.of(freedom).inverseSurvivalProbability(alpha / 2)
                * Math.sqrt(variance / size.effective())
            : Double.NaN;
    return new Estimate(value, value - margin, value + margin);
  }

  private Estimate inUnit(Estimate nats) {
    return new Estimate(
        unit.fromNats(nats.value()), unit.fromNats(nats.lower()), unit.fromNats(nats.upper()));
  }
}
