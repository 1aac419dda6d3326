package dev.surprisal.profile.state;

import dev.surprisal.profile.row.RowFigures;
import dev.surprisal.profile.row.RowStatus;
import dev.surprisal.profile.row.SparsePrediction;
import dev.surprisal.profile.row.StateSpec;
import dev.surprisal.profile.section.RowTerms;
import org.jspecify.annotations.Nullable;

/**
 * The row at hand, which may belong to several cells: small ones take it as it is, others what it
 * adds to their figures, which is worked out when the first of them asks.
 */
final class CurrentRow {

  private static final long[] NO_VALUES = new long[0];
  private static final int NO_LABEL = -1;

  private final StateSpec spec;
  private final RowTerms terms;
  private final RowFigures figures;

  private RowStatus status = RowStatus.SCORED;
  private double @Nullable [] dense;
  private @Nullable SparsePrediction named;
  private int label;
  private double @Nullable [] distribution;
  private boolean isOfRepeatedLabel;
  private long[] values = NO_VALUES;
  private int end;
  private boolean isWorkedOut;

  CurrentRow(StateSpec spec) {
    this.spec = spec;
    this.terms = new RowTerms(spec);
    this.figures = terms.row;
  }

  private void begin(RowStatus of, long[] rowValues) {
    status = of;
    dense = null;
    named = null;
    label = NO_LABEL;
    distribution = null;
    isOfRepeatedLabel = false;
    values = rowValues;
    end = rowValues.length == 0 ? 0 : spec.behind(rowValues, 0);
    isWorkedOut = false;
  }

  /** A row that bears nothing but its status. */
  void status(RowStatus rowStatus) {
    begin(rowStatus, NO_VALUES);
  }

  /** A row that says no more than that the label of a scored one had been given more than once. */
  void ofRepeatedLabel() {
    begin(RowStatus.SCORED, NO_VALUES);
    isOfRepeatedLabel = true;
  }

  void unlabelled(double[] q, long[] rowValues) {
    begin(RowStatus.UNLABELLED, rowValues);
    dense = q;
  }

  void unlabelled(SparsePrediction q, long[] rowValues) {
    begin(RowStatus.UNLABELLED, rowValues);
    named = q;
  }

  void scored(double[] q, int y, long[] rowValues) {
    begin(RowStatus.SCORED, rowValues);
    dense = q;
    label = y;
  }

  void scored(double[] q, double[] p, long[] rowValues) {
    begin(RowStatus.SCORED, rowValues);
    dense = q;
    distribution = p;
  }

  void scored(SparsePrediction q, int y, long[] rowValues) {
    begin(RowStatus.SCORED, rowValues);
    named = q;
    label = y;
  }

  /** The longs of its {@link RowForm}. */
  int longs() {
    int prediction = named == null ? length(dense) : RowForm.longs(named);
    return 1 + prediction + length(distribution) + end;
  }

  private static int length(double @Nullable [] of) {
    return of == null ? 0 : of.length;
  }

  /** Writes its {@link RowForm} from an index on. */
  void write(long[] state, int from) {
    if (named == null) {
      RowForm.write(state, from, tag(), dense, distribution, values, end);
    } else {
      RowForm.write(state, from, tag(), named, values, end);
    }
  }

  private long tag() {
    if (isOfRepeatedLabel) {
      return RowForm.LABEL_REPEATED;
    }
    if (status != RowStatus.SCORED) {
      return status.code();
    }
    return distribution == null ? RowForm.tagOfClass(label) : RowForm.tagOfDistribution();
  }

  /** Adds it to a vector, or another form that rows are folded into. */
  void addTo(StateUpdater updater, long[] state) {
    if (dense == null && named == null) {
      count(updater, state);
      return;
    }
    if (!isWorkedOut) {
      workOut();
      terms.workOut(values, 0);
      isWorkedOut = true;
    }
    updater.add(state, terms);
  }

  private void count(StateUpdater updater, long[] state) {
    if (isOfRepeatedLabel) {
      updater.labelRepeated(state);
    } else {
      updater.count(state, status);
    }
  }

  private void workOut() {
    double[] q = dense;
    SparsePrediction some = named;
    if (q != null) {
      workOut(q);
    } else if (some != null) {
      workOut(some);
    }
  }

  private void workOut(double[] q) {
    if (status != RowStatus.SCORED) {
      figures.unlabelled(q);
    } else if (distribution == null) {
      figures.scored(q, label);
    } else {
      figures.scored(q, distribution);
    }
  }

  private void workOut(SparsePrediction q) {
    if (status == RowStatus.SCORED) {
      figures.scored(q, label);
    } else {
      figures.unlabelled(q);
    }
  }
}
