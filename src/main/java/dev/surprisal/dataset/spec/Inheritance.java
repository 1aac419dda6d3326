package dev.surprisal.dataset.spec;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What a dataset has of the description of another one. A training set mostly has the columns of
 * the log, but for a few: where it has no such timestamp, version or key, it is read without, while
 * one that was named for it must be there. Of an inherited schema it has the columns that its files
 * have, whatever their order.
 *
 * @param members the keys of the configuration that it has of the other
 */
public record Inheritance(Set<String> members) {

  /** Of a dataset that is described by itself. */
  public static final Inheritance NONE = new Inheritance(Set.of());

  public static final String TIMESTAMP = "timestamp";
  public static final String VERSION = "version";
  public static final String KEY = "key";

  /** Copies the keys. */
  public Inheritance {
    members = Set.copyOf(members);
  }

  /** What of the other's description the dataset has not, e.g. {@code timestamp scored_at}. */
  public List<String> missing(Scoring asked, Scoring fitted) {
    List<String> missing = new ArrayList<>();
    PredictionSpec all = asked.predictions();
    PredictionSpec some = fitted.predictions();
    if (all.timestamp() != null && some.timestamp() == null) {
      missing.add(TIMESTAMP + " " + all.timestamp());
    }
    if (all.version() != null && some.version() == null) {
      missing.add(VERSION + " " + all.version());
    }
    if (!all.key().isEmpty() && some.key().isEmpty()) {
      missing.add(KEY + " " + String.join(", ", all.key()));
    }
    return missing;
  }
}
