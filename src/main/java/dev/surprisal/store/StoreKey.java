package dev.surprisal.store;

import dev.surprisal.profile.Layout;
import java.util.List;

/**
 * What makes stored profiles comparable: profiles of different keys cannot be merged.
 *
 * @param model the model's name
 * @param classes its classes, in order
 * @param dimensions the slice dimensions
 * @param columns the columns whose distribution is kept
 * @param layout the layout of the profiles
 */
public record StoreKey(
    String model,
    List<String> classes,
    List<String> dimensions,
    List<String> columns,
    Layout layout) {

  /** Copies the lists. */
  public StoreKey {
    classes = List.copyOf(classes);
    dimensions = List.copyOf(dimensions);
    columns = List.copyOf(columns);
  }

  /** All of it as text, to be compared and told. */
  public String descriptor() {
    return "model="
        + model
        + ";classes="
        + classes
        + ";slices="
        + dimensions
        + ";columns="
        + columns
        + ";"
        + layout.descriptor();
  }
}
