package dev.surprisal.profile.state;

import dev.surprisal.profile.row.StateSpec;
import dev.surprisal.profile.section.Section;
import dev.surprisal.profile.section.SectionType;
import dev.surprisal.profile.section.StateOffsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The sections of a state, in their order, at the offsets of one of its forms. */
final class Sections {

  private final List<Section> all;

  /** Makes them. */
  Sections(List<SectionType> types, StateSpec spec, StateOffsets offsets) {
    List<Section> made = new ArrayList<>();
    types.forEach(type -> made.add(type.maker().apply(spec, offsets)));
    this.all = List.copyOf(made);
  }

  List<Section> all() {
    return all;
  }

  /** The one of a class; null where there is none. */
  <S extends Section> @Nullable S find(Class<S> of) {
    for (Section section : all) {
      if (section.getClass() == of) {
        return of.cast(section);
      }
    }
    return null;
  }

  /** The one of a class. */
  <S extends Section> S get(Class<S> of) {
    S found = find(of);
    if (found == null) {
      throw new IllegalArgumentException("Invalid profile layout: it has no " + of.getSimpleName());
    }
    return found;
  }
}
