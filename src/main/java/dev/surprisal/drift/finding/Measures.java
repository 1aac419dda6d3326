package dev.surprisal.drift.finding;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A few figures by key, in their order. A report holds a hundred thousand of these; as hash tables
 * they would be most of what the collector has to move.
 */
public final class Measures extends AbstractMap<MeasureKey, Double> {

  private final List<MeasureKey> keys;
  private final double[] figures;

  /**
   * Takes the figures.
   *
   * @param keys which they are, no two alike; the list may be shared
   * @param figures one for each key
   */
  public Measures(List<MeasureKey> keys, double[] figures) {
    this.keys = keys;
    this.figures = figures;
  }

  @Override
  public @Nullable Double get(Object key) {
    int at = keys.indexOf(key);
    return at < 0 ? null : (Double) figures[at];
  }

  @Override
  public boolean containsKey(Object key) {
    return keys.contains(key);
  }

  @Override
  public Set<Map.Entry<MeasureKey, Double>> entrySet() {
    return new AbstractSet<>() {
      @Override
      public Iterator<Map.Entry<MeasureKey, Double>> iterator() {
        return IntStream.range(0, figures.length)
            .mapToObj(at -> Map.entry(keys.get(at), figures[at]))
            .iterator();
      }

      @Override
      public int size() {
        return figures.length;
      }
    };
  }
}
