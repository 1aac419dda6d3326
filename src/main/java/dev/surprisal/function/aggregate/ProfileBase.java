package dev.surprisal.function.aggregate;

import dev.surprisal.function.binding.AggregateBase;
import dev.surprisal.function.binding.StoredForm;
import dev.surprisal.profile.cube.StoredProfile;
import dev.surprisal.profile.row.RowStatus;
import dev.surprisal.profile.state.Accumulator;
import dev.surprisal.profile.state.Layout;
import java.util.HashMap;
import java.util.Map;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.jspecify.annotations.Nullable;

/**
 * What the aggregates have in common that give a profile. The forms of the state, by length:
 *
 * <ul>
 *   <li>0: no rows.
 *   <li>1: a conflict, of two layouts or of bytes that are no profile. It stays, so that the result
 *       is null in whatever order the rows come.
 *   <li>the number of statuses: rows by status, while the number of classes is not known.
 *   <li>else: that of an {@link Accumulator}, always longer.
 * </ul>
 */
abstract class ProfileBase extends AggregateBase<byte[]> {

  private static final long serialVersionUID = 1L;

  static final long[] CONFLICT = {0};

  private static final int PENDING = RowStatus.count();

  private transient @Nullable Map<Layout, Accumulator> accumulators;

  /** The one of the row before: nearly always that of the next, and a look at a header tells. */
  private transient @Nullable Accumulator last;

  ProfileBase(String name, DataType... types) {
    super(name, DataTypes.BinaryType, types);
  }

  static boolean isConflict(long[] state) {
    return state.length == CONFLICT.length;
  }

  private static boolean isPending(long[] state) {
    return state.length == PENDING;
  }

  /** Counts a row that does not tell the number of classes. */
  final long[] count(long[] state, RowStatus status) {
    if (isConflict(state)) {
      return state;
    }
    if (state.length > PENDING) {
      return accumulatorOf(state).count(state, status);
    }
    long[] counts = state.length == 0 ? new long[PENDING] : state;
    counts[status.code()]++;
    return counts;
  }

  final Accumulator accumulator(Layout layout) {
    if (accumulators == null) {
      accumulators = new HashMap<>();
    }
    return accumulators.computeIfAbsent(layout, Accumulator::new);
  }

  /** That of a state's own layout. */
  private Accumulator accumulatorOf(long[] state) {
    Accumulator known = last;
    if (known == null || !known.takes(state)) {
      known = accumulator(Accumulator.layout(state));
      last = known;
    }
    return known;
  }

  /** The state for rows that another adds: with what was pending, or a conflict. */
  final long[] laidOut(long[] state, Accumulator rows) {
    if (state.length == 0 || isConflict(state)) {
      return state;
    }
    if (isPending(state)) {
      return rows.count(Accumulator.noRows(), state);
    }
    return rows.takes(state) ? state : CONFLICT;
  }

  @Override
  public final long[] newAggregationState() {
    return Accumulator.noRows();
  }

  @Override
  public final long[] merge(long[] left, long[] right) {
    if (left.length == 0 || isConflict(right)) {
      return right;
    }
    if (right.length == 0 || isConflict(left)) {
      return left;
    }
    if (isPending(left)) {
      return mergePending(right, left);
    }
    if (isPending(right)) {
      return mergePending(left, right);
    }
    Accumulator states = accumulatorOf(left);
    return states.takes(right) ? states.merge(left, right) : CONFLICT;
  }

  private long[] mergePending(long[] into, long[] pending) {
    if (isPending(into)) {
      for (int i = 0; i < PENDING; i++) {
        into[i] += pending[i];
      }
      return into;
    }
    return accumulatorOf(into).count(into, pending);
  }

  @Override
  public final byte @Nullable [] produceResult(long[] state) {
    if (state.length == 0 || isConflict(state) || isPending(state)) {
      return null;
    }
    Layout layout = Accumulator.layout(state);
    return StoredForm.write(new StoredProfile(layout, accumulator(layout).encode(state)));
  }
}
