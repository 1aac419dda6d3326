package dev.surprisal.profile.section;

import dev.surprisal.profile.row.StateSpec;
import java.util.function.BiFunction;
import java.util.function.Predicate;

/**
 * A kind of section: by what name and version stored profiles tell it, which states have it, and
 * how it is made. A version is of one form for ever: what is stored otherwise is another version,
 * which stands beside it.
 *
 * @param name its name in a layout's descriptor
 * @param version the version of its stored form
 * @param isNeeded whether a new state of these needs has it
 * @param maker makes it, at the next free offsets
 */
public record SectionType(
    String name,
    int version,
    Predicate<StateSpec> isNeeded,
    BiFunction<StateSpec, StateOffsets, Section> maker) {

  /** One that every state has. */
  public static SectionType always(
      String name, int version, BiFunction<StateSpec, StateOffsets, Section> maker) {
    return new SectionType(name, version, spec -> true, maker);
  }

  /** Reads {@code rows:1}. */
  public String label() {
    return name + ":" + version;
  }
}
