package dev.surprisal.drift;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A few figures by name, in their order. A report holds a hundred thousand of these; as hash tables
 * they would be most of what the collector has to move.
 */
final class Measures extends AbstractMap<String, Double> {

  private final List<String> names;
  private final double[] figures;

  /**
   * Takes the figures.
   *
   * @param names their names, no two alike; the list may be shared
   * @param figures one for each name
   */
  Measures(List<String> names, double[] figures) {
    this.names = names;
    this.figures = figures;
  }

  @Override
  public @Nullable Double get(Object name) {
    int at = names.indexOf(name);
    return at < 0 ? null : (Double) figures[at];
  }

  @Override
  public boolean containsKey(Object name) {
    return names.contains(name);
  }

  @Override
  public Set<Map.Entry<String, Double>> entrySet() {
    return new AbstractSet<>() {
      @Override
      public Iterator<Map.Entry<String, Double>> iterator() {
        return IntStream.range(0, figures.length)
            .mapToObj(at -> Map.entry(names.get(at), figures[at]))
            .iterator();
      }

      @Override
      public int size() {
        return figures.length;
      }
    };
  }
}
