package dev.surprisal.docs;

import dev.surprisal.docs.Panel.Axis;
import dev.surprisal.math.Divergence;
import dev.surprisal.math.continuous.ContinuousDivergence;
import dev.surprisal.math.continuous.Density;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Draws the two directions of the Kullback–Leibler divergence: what each says of a share that
 * moves, and which normal distribution comes nearest to one with two peaks. Every figure in it is
 * computed by {@code dev.surprisal.math}.
 */
final class AsymmetryPicture {

  /** Where the picture is kept. {@code scripts/pictures} writes it again. */
  static final Path FILE = Path.of("src/site/resources/images/asymmetry.svg");

  /** The share of the class in the reference. */
  static final double SHARE = 0.1;

  /** Two peaks of a width, of which the left one is higher. */
  static final Density PEAKS =
      Density.of(
          x -> {
            double left = Math.log(0.6) + new Density.Normal(-1.8, 0.7).logAt(x);
            double right = Math.log(0.4) + new Density.Normal(1.8, 0.7).logAt(x);
            double max = Math.max(left, right);
            return max + Math.log1p(Math.exp(Math.min(left, right) - max));
          },
          Double.NEGATIVE_INFINITY,
          Double.POSITIVE_INFINITY,
          0,
          2);

  private static final String BLUE = "#1f5fbf";
  private static final String ORANGE = "#b35900";
  private static final String SHADE = "#e4e8ee";
  private static final String SOLID = "stroke-width=\"2.2\"";
  private static final String DASHED = "stroke-width=\"2.2\" stroke-dasharray=\"7 4\"";

  private AsymmetryPicture() {}

  /** Writes the picture to its place. */
  public static void main(String[] words) throws IOException {
    Files.writeString(FILE, svg());
    System.out.println(FILE);
  }

  static String svg() {
    return """
    <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 860 372" width="860" height="372"\
     font-family="system-ui, sans-serif" font-size="13" role="img"\
     aria-labelledby="title">
      <title id="title">The two directions of the divergence are two different measures</title>
      <rect width="860" height="372" fill="#fff"/>
    """
        + drift()
        + fit()
        + "</svg>\n";
  }

  /** D(current‖reference) in nats, of a class's share beside the rest. */
  static double ofCurrent(double share) {
    return Divergence.kullbackLeibler(coin(share), coin(SHARE));
  }

  /** D(reference‖current) in nats. */
  static double ofReference(double share) {
    return Divergence.kullbackLeibler(coin(SHARE), coin(share));
  }

  private static double[] coin(double share) {
    return new double[] {share, 1 - share};
  }

  private static Panel drift() {
    double least = logOdds(0.00001);
    double most = logOdds(0.999);
    return new Panel(new Axis(least, most, 50, 410), new Axis(0, 4, 318, 62))
        .title("Drift: a class of 10 % becomes another share", "divergence in nats")
        .up("%.0f"::formatted, 0, 1, 2, 3, 4)
        .across(
            "the class's share now, in %, spaced by its log odds",
            AsymmetryPicture::percent,
            Stream.of(0.00001, 0.001, 0.01, SHARE, 0.5, 0.9, 0.99, 0.999)
                .mapToDouble(AsymmetryPicture::logOdds)
                .toArray())
        .curve(BLUE, SOLID, least, most, x -> ofCurrent(share(x)))
        .curve(ORANGE, DASHED, least, most, x -> ofReference(share(x)))
        .label(ORANGE, "start", logOdds(0.00003), 0.85, "D(reference ‖ current): no limit")
        .label(BLUE, "start", logOdds(0.000012), 0.19, figure("at most %.3f", ofCurrent(0)))
        .label(BLUE, "end", logOdds(0.7), 1.75, "D(current ‖ reference)")
        .label(BLUE, "end", logOdds(0.999), 1.5, figure("at most %.3f", ofCurrent(1)));
  }

  private static double logOdds(double share) {
    return Math.log(share / (1 - share));
  }

  private static double share(double logOdds) {
    return 1 / (1 + Math.exp(-logOdds));
  }

  private static String percent(double logOdds) {
    // Rounded first, for a share that went through an exponential is not quite what it was.
    return BigDecimal.valueOf(100 * share(logOdds))
        .round(new MathContext(6))
        .stripTrailingZeros()
        .toPlainString();
  }

  private static Panel fit() {
    Density.Normal cover = NearestNormal.ofWhichPeaksDiverge();
    Density.Normal pick = NearestNormal.thatDivergesFromPeaks();
    return new Panel(new Axis(-5.5, 5.5, 480, 840), new Axis(0, 0.65, 318, 62))
        .title("Fit: the normal q nearest to a p with two peaks", "density")
        .area(SHADE, x -> Math.exp(PEAKS.logAt(x)))
        .across("x", AsymmetryPicture::whole, -4, -2, 0, 2, 4)
        .curve(BLUE, SOLID, -5.5, 5.5, x -> Math.exp(cover.logAt(x)))
        .curve(ORANGE, DASHED, -5.5, 5.5, x -> Math.exp(pick.logAt(x)))
        .label(Panel.SOFT, "middle", 1.8, 0.06, "p")
        .label(BLUE, "start", 0.75, 0.295, "least D(p ‖ q): covers p")
        .label(BLUE, "start", 0.75, 0.255, "mean %s, sd %s".formatted(mean(cover), sd(cover)))
        .label(ORANGE, "start", -0.75, 0.5, "least D(q ‖ p): picks a peak")
        .label(ORANGE, "start", -0.75, 0.46, "mean %s, sd %s".formatted(mean(pick), sd(pick)));
  }

  private static String whole(double value) {
    return figure("%.0f", value).replace('-', '−');
  }

  private static String mean(Density.Normal q) {
    return figure("%.2f", q.mean()).replace('-', '−');
  }

  private static String sd(Density.Normal q) {
    return figure("%.2f", q.sd());
  }

  private static String figure(String format, double value) {
    return String.format(Locale.ROOT, format, value);
  }

  /** The nearest normal distribution to the one with two peaks, by either direction. */
  static final class NearestNormal {

    private NearestNormal() {}

    /** Least D(p‖q): the mean and the deviation of p, in closed form for a mixture. */
    static Density.Normal ofWhichPeaksDiverge() {
      double mean = 0.6 * -1.8 + 0.4 * 1.8;
      double square = 0.7 * 0.7 + 1.8 * 1.8;
      return new Density.Normal(mean, Math.sqrt(square - mean * mean));
    }

    /** Least D(q‖p), searched for with ever smaller steps from the higher peak. */
    static Density.Normal thatDivergesFromPeaks() {
      Density.Normal best = new Density.Normal(-1.8, 0.7);
      for (double step = 0.1; step > 1e-5; step /= 2) {
        Density.Normal better = best;
        do {
          best = better;
          better = step(best, step);
        } while (better != best);
      }
      return best;
    }

    private static Density.Normal step(Density.Normal from, double step) {
      Density.Normal best = from;
      for (double[] move : new double[][] {{step, 0}, {-step, 0}, {0, step}, {0, -step}}) {
        Density.Normal next = new Density.Normal(from.mean() + move[0], from.sd() + move[1]);
        best = reverse(next) < reverse(best) ? next : best;
      }
      return best;
    }

    /** D(q‖p). */
    static double reverse(Density.Normal q) {
      return ContinuousDivergence.kullbackLeibler(q, PEAKS).value();
    }

    /** D(p‖q). */
    static double forward(Density.Normal q) {
      return ContinuousDivergence.kullbackLeibler(PEAKS, q).value();
    }
  }
}
