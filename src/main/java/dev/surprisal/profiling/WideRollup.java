package dev.surprisal.profiling;

import dev.surprisal.profile.cube.Cell;
import dev.surprisal.profile.cube.KeyHash;
import dev.surprisal.profile.cube.Rollup;
import dev.surprisal.profile.cube.Slice;
import dev.surprisal.profile.cube.SliceBlock;
import dev.surprisal.profile.cube.StoredProfile;
import dev.surprisal.profile.state.Layout;
import dev.surprisal.profile.state.StateCodec;
import dev.surprisal.profile.time.TimeRange;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;
import scala.Tuple2;

/**
 * What {@link Rollup} does, where the cells are too many for the driver: the executors add them up
 * and find the largest slices of each window; only what is kept is collected.
 *
 * @param form how rows tell their cells
 * @param blocks the sets that were made together
 * @param layout the layout, as text
 * @param mostSlices how many slices a set may have in a window
 */
record WideRollup(CellForm form, List<SliceBlock> blocks, String layout, int mostSlices)
    implements Serializable {

  private static final long serialVersionUID = 1L;

  WideRollup {
    blocks = List.copyOf(blocks);
  }

  record Key(int window, @Nullable String version, Slice slice) implements Serializable {

    private static final long serialVersionUID = 1L;

    @Override
    public int hashCode() {
      return KeyHash.of(window, Objects.hashCode(version), slice.hashCode());
    }

    Place place() {
      return new Place(window, slice.dimensions());
    }
  }

  private record Place(int window, List<String> dimensions) implements Serializable {

    private static final long serialVersionUID = 1L;
  }

  private record Sum(byte[] profile, int folded) implements Serializable {

    private static final long serialVersionUID = 1L;
  }

  /** The cells that are kept, of rows that {@link Profiler} folded. */
  List<Cell> kept(JavaRDD<Row> folded, List<TimeRange> windows) {
    JavaPairRDD<Key, Sum> sums = folded.flatMapToPair(this::projected).reduceByKey(this::plus);
    Broadcast<Map<Place, Set<Slice>>> staying =
        JavaSparkContext.fromSparkContext(folded.context()).broadcast(staying(sums));
    try {
      Layout parsed = Layout.parse(layout);
      return sums
          .mapToPair(sum -> bounded(sum, staying.value()))
          .reduceByKey(this::plus)
          .collect()
          .stream()
          .map(sum -> cell(sum._1(), sum._2(), parsed, windows))
          .toList();
    } finally {
      staying.destroy();
    }
  }

  private Iterator<Tuple2<Key, Sum>> projected(Row row) {
    Slice slice = form.slice(row);
    Sum sum = new Sum(form.profile(row), 0);
    return blocks.stream()
        .filter(block -> block.dimensions().equals(slice.dimensions()))
        .flatMap(block -> block.sets().stream())
        .map(set -> new Key(form.window(row), form.version(row), slice.project(set)))
        .map(key -> new Tuple2<>(key, sum))
        .iterator();
  }

  private Sum plus(Sum one, Sum other) {
    return new Sum(
        StateCodec.sum(Layout.parse(layout), one.profile(), other.profile()),
        one.folded() + other.folded());
  }

  /** The slices that stay, where not all do. */
  private Map<Place, Set<Slice>> staying(JavaPairRDD<Key, Sum> sums) {
    Map<Place, Set<Slice>> staying = new HashMap<>();
    sums.mapToPair(sum -> new Tuple2<>(unversioned(sum._1()), rows(sum._2())))
        .reduceByKey(Long::sum)
        .mapToPair(it -> new Tuple2<>(it._1().place(), new Rollup.Sized(it._1().slice(), it._2())))
        .aggregateByKey(new Largest(mostSlices), Largest::with, Largest::and)
        .filter(it -> it._2().isShort())
        .collect()
        .forEach(it -> staying.put(it._1(), it._2().slices()));
    return staying;
  }

  private static Key unversioned(Key key) {
    return new Key(key.window(), null, key.slice());
  }

  private long rows(Sum sum) {
    return new StoredProfile(Layout.parse(layout), sum.profile()).open().read();
  }

  private static Tuple2<Key, Sum> bounded(Tuple2<Key, Sum> sum, Map<Place, Set<Slice>> staying) {
    Key key = sum._1();
    Set<Slice> stay = staying.get(key.place());
    if (stay == null || stay.contains(key.slice())) {
      return sum;
    }
    Slice others = Slice.others(key.slice().dimensions());
    return new Tuple2<>(
        new Key(key.window(), key.version(), others), new Sum(sum._2().profile(), 1));
  }

  private static Cell cell(Key key, Sum sum, Layout layout, List<TimeRange> windows) {
    return new Cell(
        key.window() == CellForm.NO_WINDOW ? null : windows.get(key.window()),
        key.version(),
        key.slice(),
        sum.folded(),
        new StoredProfile(layout, sum.profile()));
  }

  /** The largest slices of those added, in whatever order. */
  private static final class Largest implements Serializable {

    private static final long serialVersionUID = 1L;

    private final int most;
    private final ArrayList<Rollup.Sized> largest = new ArrayList<>();
    private long added;

    Largest(int most) {
      this.most = most;
    }

    Largest with(Rollup.Sized slice) {
      added++;
      return with(Stream.of(slice));
    }

    Largest and(Largest other) {
      added += other.added;
      return with(other.largest.stream());
    }

    private Largest with(Stream<Rollup.Sized> more) {
      more.filter(it -> Rollup.mayStay(it.slice())).forEach(largest::add);
      // Sorting now and then is cheaper than at each step.
      if (largest.size() > 2 * most + 100) {
        cut();
      }
      return this;
    }

    private void cut() {
      largest.sort(Rollup.BY_SIZE);
      if (largest.size() > most) {
        largest.subList(most, largest.size()).clear();
      }
    }

    /** Whether there were more than may stay. */
    boolean isShort() {
      return added > most;
    }

    Set<Slice> slices() {
      cut();
      Set<Slice> slices = new HashSet<>();
      largest.forEach(it -> slices.add(it.slice()));
      return slices;
    }
  }
}
