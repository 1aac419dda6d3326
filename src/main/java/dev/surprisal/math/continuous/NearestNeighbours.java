package dev.surprisal.math.continuous;

import dev.surprisal.api.PublicApi;
import dev.surprisal.math.CompensatedSum;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.tinspin.index.Index.PointEntryKnn;
import org.tinspin.index.Index.PointIteratorKnn;
import org.tinspin.index.kdtree.KDTree;

/**
 * The divergence of two continuous distributions in d dimensions from a sample of each, by the
 * distances to nearest neighbours.
 *
 * <p>Near a point of the first sample, the ball that holds k of its own neighbours is small where p
 * is large, and the ball that holds k points of the second where q is:
 *
 * <pre>
 *   D̂(p‖q) = d/n Σ ln(νᵢ/ρᵢ) + 1/n Σ [ψ(kᵢ) − ψ(lᵢ)] + ln(m/(n − 1))
 * </pre>
 *
 * <p>ρᵢ is the distance of xᵢ to its k-th neighbour among the others of the n, νᵢ to its k-th among
 * the m of the second sample; kᵢ and lᵢ are how many lie within, ties included: k where there are
 * none. A distance of 0 is no ball; then the ball grows to the next point.
 *
 * <p>Consistent, but not unbiased, and it can be negative; the standard error falls as 1/√n, the
 * bias slowly in many dimensions. A large k lowers the one and raises the other; 5 is a good start.
 * Distances are Euclidean: bring the coordinates to a common scale first, the divergence itself
 * does not change with it. Where values repeat often there is no density, and the counts'
 * divergence is the right measure.
 *
 * <p>Q. Wang, S. Kulkarni and S. Verdú, <a
 * href="https://doi.org/10.1109/TIT.2009.2016060">Divergence Estimation for Multidimensional
 * Densities Via k-Nearest-Neighbor Distances</a> (2009), equations 5 and 25.
 */
@PublicApi
public final class NearestNeighbours {
  /** Points in sorted order would make the tree a list. Any seed does. */
  private static final long SEED = 1;

  /** A ball around a point that is not a point itself. */
  private record Ball(double radius, int points) {}

  private final int dimension;
  private final KDTree<Integer> tree;
  private final int distinct;

  private NearestNeighbours(double[][] points) {
    this.dimension = points[0].length;
    this.tree = KDTree.create(dimension);
    Map<double[], Integer> counts = new TreeMap<>(Arrays::compare);
    for (double[] point : points) {
      counts.merge(point, 1, Integer::sum);
    }
    List<Map.Entry<double[], Integer>> entries = new ArrayList<>(counts.entrySet());
    Collections.shuffle(entries, new Random(SEED));
    for (Map.Entry<double[], Integer> entry : entries) {
      tree.insert(entry.getKey(), entry.getValue());
    }
    this.distinct = entries.size();
  }

  /**
   * The estimate of D(p‖q) in nats. NaN if there are not more than k points in the first sample or
   * not k in the second, or if all points of a sample are the same.
   *
   * @param x the sample of p, a row per point
   * @param y the sample of q
   * @param k the number of neighbours
   * @throws IllegalArgumentException if k is below 1, or points differ in dimension, have none, or
   *     are not finite
   */
  public static double kullbackLeibler(double[][] x, double[][] y, int k) {
    if (k < 1) {
      throw new IllegalArgumentException("Invalid k: %d (must be at least 1)".formatted(k));
    }
    if (x.length <= k || y.length < k) {
      return Double.NaN;
    }
    requirePoints("x", x, x[0].length);
    requirePoints("y", y, x[0].length);
    NearestNeighbours first = new NearestNeighbours(x);
    NearestNeighbours second = new NearestNeighbours(y);
    CompensatedSum sum = new CompensatedSum();
    for (double[] point : x) {
      Ball own = first.ball(point, k + 1);
      Ball other = second.ball(point, k);
      sum.add(first.dimension * Math.log(other.radius() / own.radius()));
      // The point itself is no neighbour of its own.
      sum.add(Digamma.of(own.points() - 1.0) - Digamma.of(other.points()));
    }
    return sum.value() / x.length + Math.log(y.length / (x.length - 1.0));
  }

  /** The least ball around a point that holds so many points and is not a point. */
  private Ball ball(double[] centre, int least) {
    Ball ball = new Ball(Double.NaN, 0);
    // Twice as many as long as the last one could have others at the same distance.
    for (int size = Math.min(distinct, least + 2); ; size = Math.min(distinct, 2 * size)) {
      int points = 0;
      double radius = 0;
      boolean closed = false;
      PointIteratorKnn<Integer> neighbours = tree.queryKnn(centre, size);
      while (neighbours.hasNext() && !closed) {
        PointEntryKnn<Integer> neighbour = neighbours.next();
        closed = points >= least && radius > 0 && neighbour.dist() > radius;
        if (!closed) {
          radius = neighbour.dist();
          points += neighbour.value();
        }
      }
      if (points >= least && radius > 0) {
        ball = new Ball(radius, points);
      }
      if (closed || size == distinct) {
        return ball;
      }
    }
  }

  private static void requirePoints(String name, double[][] points, int dimension) {
    for (int i = 0; i < points.length; i++) {
      if (points[i].length != dimension || dimension == 0) {
        throw new IllegalArgumentException(
            "Invalid %s[%d]: %d coordinates (must be as many as x[0] has, and at least one)"
                .formatted(name, i, points[i].length));
      }
      for (double coordinate : points[i]) {
        if (!Double.isFinite(coordinate)) {
          throw new IllegalArgumentException(
              "Invalid %s[%d]: %s among its coordinates (must be finite)"
                  .formatted(name, i, coordinate));
        }
      }
    }
  }
}
