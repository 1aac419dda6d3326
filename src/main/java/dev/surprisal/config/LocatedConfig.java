package dev.surprisal.config;

import java.util.Map;

/**
 * A configuration and where it was written, so that what turns out wrong only when the data is
 * looked at can be told with its line, too.
 *
 * @param config the configuration
 * @param places where each key was written
 */
public record LocatedConfig(Config config, Map<String, SourceLocation> places) {

  /** Copies the places. */
  public LocatedConfig {
    places = Map.copyOf(places);
  }

  /** Where the key was written, or else what should hold it. */
  public SourceLocation place(String key) {
    return place(places, key);
  }

  static SourceLocation place(Map<String, SourceLocation> places, String key) {
    String holder = key;
    while (!holder.isEmpty() && !places.containsKey(holder)) {
      holder = Key.parent(holder);
    }
    return places.getOrDefault(holder, SourceLocation.NONE);
  }
}
