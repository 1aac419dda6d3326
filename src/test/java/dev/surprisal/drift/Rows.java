package dev.surprisal.drift;

import dev.surprisal.drift.comparison.Sample;
import dev.surprisal.profile.Profile;
import dev.surprisal.profile.cube.StoredProfile;
import dev.surprisal.profile.row.ZeroPolicy;
import dev.surprisal.profile.state.Accumulator;
import dev.surprisal.profile.state.Layout;

/** Rows to be folded into a profile. */
public final class Rows {

  /** Two classes and one column. */
  public static final Layout LAYOUT = new Layout(2, ZeroPolicy.DEFAULT, 1);

  /** The same, but a probability of 0 costs an infinite loss. */
  public static final Layout INFINITE =
      new Layout(2, new ZeroPolicy(ZeroPolicy.Kind.INFINITE, ZeroPolicy.DEFAULT_FLOOR), 1);

  private final Layout layout;
  private final Accumulator accumulator;
  private double weight = 1;
  private long[] state = Accumulator.noRows();

  public Rows(Layout layout) {
    this.layout = layout;
    this.accumulator = new Accumulator(layout);
  }

  public static Rows rows() {
    return new Rows(LAYOUT);
  }

  /** Of the rows to come; of a layout with weights. */
  public Rows weighing(double each) {
    weight = each;
    return this;
  }

  /** A labelled row that gave what happened the probability. */
  public Rows scored(int label, double probability, double column) {
    state = accumulator.scored(state, prediction(label, probability), label, bits(column));
    return this;
  }

  /** As many such rows with a column of 1. */
  public Rows scored(int times, int label, double probability) {
    for (int i = 0; i < times; i++) {
      scored(label, probability, 1.0);
    }
    return this;
  }

  public Rows unlabelled(int times, int likely) {
    for (int i = 0; i < times; i++) {
      state = accumulator.unlabelled(state, prediction(likely, 0.75), bits(1.0));
    }
    return this;
  }

  /** Unlabelled rows with the given values of the column. */
  public Rows column(double... values) {
    for (double value : values) {
      state = accumulator.unlabelled(state, prediction(0, 0.75), bits(value));
    }
    return this;
  }

  public Rows nullColumn(int times) {
    for (int i = 0; i < times; i++) {
      state = accumulator.unlabelled(state, prediction(0, 0.75), withWeight(Accumulator.NULL_BITS));
    }
    return this;
  }

  private static double[] prediction(int index, double probability) {
    return index == 0
        ? new double[] {probability, 1 - probability}
        : new double[] {1 - probability, probability};
  }

  private long[] bits(double column) {
    return withWeight(Double.doubleToRawLongBits(column));
  }

  private long[] withWeight(long column) {
    return layout.spec().weighs()
        ? new long[] {column, Double.doubleToRawLongBits(weight)}
        : new long[] {column};
  }

  public StoredProfile stored() {
    return state.length == 0
        ? new StoredProfile(layout, Profile.empty(layout).encode())
        : new StoredProfile(layout, accumulator.encode(state));
  }

  public Profile profile() {
    return stored().open();
  }

  public Sample sample() {
    return Sample.ofWindow(profile());
  }
}
