package dev.surprisal.math.continuous;

import dev.surprisal.math.CompensatedSum;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.DoubleUnaryOperator;

/**
 * Adaptive integration by the Gauss–Kronrod rule of 10 and 21 points: the interval with the largest
 * error is halved until the sum of the errors is small enough.
 *
 * <p>The line is cut where the caller says that the function lives. Its ends are mapped: a tail to
 * infinity by x = a + w·t/(1 − t), the neighbourhood of a finite end by x = a + b·t², which takes
 * the sting out of a singularity there. What no rule can see is a singularity at an end other than
 * 0, where doubles are too far apart to come near: turn the axis.
 *
 * <p>The error of an interval is the larger of two: the difference of the two rules, and what
 * halving it changed. The first alone is 0 by chance where a kink lies between the nodes just so.
 *
 * <p>R. Piessens, E. de Doncker-Kapenga, C. Überhuber and D. Kahaner, <a
 * href="https://doi.org/10.1007/978-3-642-61786-7">QUADPACK</a> (1983).
 */
final class Quadrature {
  private static final double TOLERANCE = 1e-12;
  private static final int MOST_INTERVALS = 2000;

  /** What the rounding of a density costs, whose logarithm is some tens. */
  private static final double ROUNDING = 0x1p-48;

  /** Where the line is cut, in widths from the centre. */
  private static final double[] CUTS = {-10, -3, -1, 0, 1, 3, 10};

  /** The nodes of the 21-point rule; every second one is a node of the 10-point rule. */
  private static final double[] NODES = {
    0.995657163025808080735527280689003,
    0.973906528517171720077964012084452,
    0.930157491355708226001207180059508,
    0.865063366688984510732096688423493,
    0.780817726586416897063717578345042,
    0.679409568299024406234327365114874,
    0.562757134668604683339000099272694,
    0.433395394129247190799265943165784,
    0.294392862701460198131126603103866,
    0.148874338981631210884826001129720,
    0.0
  };

  private static final double[] KRONROD = {
    0.011694638867371874278064396062192,
    0.032558162307964727478818972459390,
    0.054755896574351996031381300244580,
    0.075039674810919952767043140916190,
    0.093125454583697605535065465083366,
    0.109387158802297641899210590325805,
    0.123491976262065851077958109585166,
    0.134709217311473325928054001771707,
    0.142775938577060080797094273138717,
    0.147739104901338491374841515972068,
    0.149445554002916905664936468389821
  };

  private static final double[] GAUSS = {
    0.066671344308688137593568809893332,
    0.149451349150580593145863397657697,
    0.219086362515982043995534934228163,
    0.269266719309996355091226921569469,
    0.295524224714752870173815619188769
  };

  /** A part of the domain of a function that is mapped to [0, 1]. */
  private record Interval(
      DoubleUnaryOperator f, double start, double end, double integral, double error) {

    /** The two halves; what halving changed is an error that one of them can still have. */
    List<Interval> halves() {
      double middle = 0.5 * (start + end);
      Interval left = rule(f, start, middle);
      Interval right = rule(f, middle, end);
      double change = 0.5 * Math.abs(integral - (left.integral + right.integral));
      return List.of(left.withErrorOf(change), right.withErrorOf(change));
    }

    private Interval withErrorOf(double least) {
      return new Interval(f, start, end, integral, Math.max(error, least));
    }
  }

  private Quadrature() {}

  /**
   * ∫ f(x) dx, to an absolute or relative error of about 1e-12 if that can be reached.
   *
   * @param f the function; where it is infinite or NaN, the result is
   * @param lower the lower end, or −∞
   * @param upper the upper end, or +∞
   * @param centre where the function lives
   * @param width how wide it is there
   */
  static Estimate integrate(
      DoubleUnaryOperator f, double lower, double upper, double centre, double width) {
    double[] cuts =
        Arrays.stream(CUTS)
            .map(cut -> centre + cut * width)
            .filter(x -> x > lower && x < upper)
            .toArray();
    if (cuts.length == 0) {
      cuts = new double[] {between(lower, upper)};
    }
    List<DoubleUnaryOperator> pieces = new ArrayList<>();
    pieces.add(end(f, cuts[0], lower, -width));
    for (int i = 0; i + 1 < cuts.length; i++) {
      pieces.add(middle(f, cuts[i], cuts[i + 1]));
    }
    pieces.add(end(f, cuts[cuts.length - 1], upper, width));
    return adaptive(pieces);
  }

  private static DoubleUnaryOperator middle(DoubleUnaryOperator f, double a, double b) {
    return t -> (b - a) * f.applyAsDouble(a + (b - a) * t);
  }

  /** The piece between a cut and an end of the line; the width is negative on the lower side. */
  private static DoubleUnaryOperator end(
      DoubleUnaryOperator f, double cut, double end, double width) {
    double length = Math.abs(end - cut);
    if (!Double.isInfinite(end)) {
      return t -> 2 * t * length * f.applyAsDouble(end + (cut - end) * t * t);
    }
    return t -> {
      double slope = Math.abs(width) / ((1 - t) * (1 - t));
      return slope * f.applyAsDouble(cut + width * t / (1 - t));
    };
  }

  private static double between(double lower, double upper) {
    double from = Double.isInfinite(lower) ? upper - 1 : lower;
    double to = Double.isInfinite(upper) ? from + 1 : upper;
    return from + 0.5 * (to - from);
  }

  private static Estimate adaptive(List<DoubleUnaryOperator> pieces) {
    PriorityQueue<Interval> queue =
        new PriorityQueue<>(Comparator.comparingDouble(Interval::error).reversed());
    for (DoubleUnaryOperator piece : pieces) {
      queue.addAll(rule(piece, 0, 1).halves());
    }
    Estimate estimate = total(queue);
    while (queue.size() < MOST_INTERVALS && !isEnough(estimate)) {
      queue.addAll(queue.remove().halves());
      estimate = total(queue);
    }
    return estimate;
  }

  private static boolean isEnough(Estimate estimate) {
    // Not finite: no halving can help.
    return !Double.isFinite(estimate.value())
        || estimate.error() <= TOLERANCE * Math.max(1.0, Math.abs(estimate.value()));
  }

  private static Estimate total(Iterable<Interval> intervals) {
    CompensatedSum sum = new CompensatedSum();
    double error = 0;
    for (Interval interval : intervals) {
      sum.add(interval.integral());
      error += interval.error();
    }
    return new Estimate(sum.value(), Double.isNaN(error) ? Double.POSITIVE_INFINITY : error);
  }

  private static Interval rule(DoubleUnaryOperator f, double start, double end) {
    double centre = 0.5 * (start + end);
    double half = 0.5 * (end - start);
    double middle = f.applyAsDouble(centre);
    double kronrod = KRONROD[10] * middle;
    double gauss = 0;
    double magnitude = KRONROD[10] * Math.abs(middle);
    for (int i = 0; i < 10; i++) {
      double left = f.applyAsDouble(centre - half * NODES[i]);
      double right = f.applyAsDouble(centre + half * NODES[i]);
      kronrod += KRONROD[i] * (left + right);
      magnitude += KRONROD[i] * (Math.abs(left) + Math.abs(right));
      if (i % 2 == 1) {
        gauss += GAUSS[i / 2] * (left + right);
      }
    }
    double error = half * Math.max(Math.abs(kronrod - gauss), ROUNDING * magnitude);
    return new Interval(f, start, end, half * kronrod, error);
  }
}
