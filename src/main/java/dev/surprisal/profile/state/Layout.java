package dev.surprisal.profile.state;

import dev.surprisal.profile.row.CategoricalColumns;
import dev.surprisal.profile.row.StateSpec;
import dev.surprisal.profile.row.ZeroPolicy;
import dev.surprisal.profile.section.Section;
import dev.surprisal.profile.section.SectionType;
import dev.surprisal.profile.section.StateOffsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What a state is made of: its sections in their order, and where each stands in the {@code
 * long[]}. First the counts of all sections, then their other longs, then their sums, then a header
 * that tells the layout, so that a state can be merged by whoever receives it. States can be merged
 * if and only if their layouts are equal.
 *
 * <p>What is done with a state is done section by section. Immutable.
 */
public final class Layout {

  /** The version of the stored form, but for what sections have a {@link SectionType} for. */
  public static final int FORMAT_VERSION = 1;

  /** Above this many classes pairs of them are not counted. */
  public static final int MAX_CROSSED_CLASSES = StateSpec.MAX_CROSSED_CLASSES;

  /**
   * Layouts by their descriptors: millions of stored profiles have few different ones, and taking
   * one apart costs more than adding up two small states.
   */
  private static final Map<String, Layout> PARSED = new ConcurrentHashMap<>();

  private static final int MOST_PARSED = 100;

  private final StateSpec spec;
  private final SectionCatalog catalog;
  private final List<SectionType> types;
  private final Sections sections;
  private final int counts;
  private final int sums;
  private final int header;
  private final long[] headerForm;

  /** A layout without the lag of labels and without weights. */
  public Layout(int classes, ZeroPolicy zero, int columns) {
    this(classes, zero, columns, StateSpec.Lag.ABSENT);
  }

  /** A layout without weights, whose columns are numeric. */
  public Layout(int classes, ZeroPolicy zero, int columns, StateSpec.Lag lag) {
    this(
        new StateSpec(
            classes, zero, columns, lag, StateSpec.Weights.ABSENT, CategoricalColumns.NONE));
  }

  /** All sections that there are for these needs. */
  public Layout(StateSpec spec) {
    this(spec, SectionCatalog.BUILT_IN);
  }

  /**
   * All sections that a catalog has for these needs.
   *
   * @param spec what they are for
   * @param catalog all that there could be
   */
  public Layout(StateSpec spec, SectionCatalog catalog) {
    this(spec, catalog, catalog.needed(spec));
  }

  /**
   * Some sections.
   *
   * @param spec what they are for
   * @param catalog all that there could be
   * @param types the kinds of them, in the catalog's order
   */
  public Layout(StateSpec spec, SectionCatalog catalog, List<SectionType> types) {
    this.spec = spec;
    this.catalog = catalog;
    this.types = List.copyOf(types);
    // Made twice: where the second area begins, is known once all have taken of the first.
    StateOffsets sizes = new StateOffsets(0, 0, 0);
    sections(sizes);
    this.counts = sizes.endOfCounts();
    this.sums = counts + sizes.endOfOthers();
    this.header = sums + sizes.endOfSums();
    this.sections = sections(new StateOffsets(0, counts, sums));
    this.headerForm = LayoutForm.header(this);
  }

  /** The same for rows with weights. */
  public Layout weighted() {
    return new Layout(
        new StateSpec(
            spec.classes(),
            spec.zero(),
            spec.columns(),
            spec.lag(),
            StateSpec.Weights.KEPT,
            spec.categorical(),
            spec.threshold()),
        catalog);
  }

  /** The same where of two classes a threshold decides which one is predicted. */
  public Layout deciding(@Nullable Double threshold) {
    return new Layout(spec.deciding(threshold), catalog);
  }

  /** The same with some of the columns categorical. */
  public Layout categorical(CategoricalColumns which) {
    return new Layout(
        new StateSpec(
            spec.classes(),
            spec.zero(),
            spec.columns(),
            spec.lag(),
            spec.weights(),
            which,
            spec.threshold()),
        catalog);
  }

  /**
   * The sections that both have; nothing where they are for other needs. A state of an older
   * Surprisal has not yet the sections that are new.
   */
  public Optional<Layout> common(Layout other) {
    return spec.equals(other.spec)
        ? Optional.of(
            new Layout(spec, catalog, types.stream().filter(other.types::contains).toList()))
        : Optional.empty();
  }

  /** Whether another layout has all of its sections, and perhaps more. */
  public boolean isPartOf(Layout other) {
    return spec.equals(other.spec) && other.types.containsAll(types);
  }

  /** What is in the state of a layout that this one {@linkplain #isPartOf is part of}. */
  public long[] partOf(Layout whole, long[] state) {
    long[] part = empty();
    for (Section section : sections.all()) {
      section.copy(whole.sections.get(section.getClass()), state, part);
    }
    return part;
  }

  /** What states of it hold. */
  public StateSpec spec() {
    return spec;
  }

  /** The number of classes. */
  public int classes() {
    return spec.classes();
  }

  /** The layout as text, stored beside every profile. */
  public String descriptor() {
    return LayoutForm.text(this);
  }

  /** Reads a descriptor. */
  public static Layout parse(String descriptor) {
    Layout known = PARSED.get(descriptor);
    if (known == null) {
      known = LayoutForm.parse(descriptor, SectionCatalog.BUILT_IN);
      if (PARSED.size() >= MOST_PARSED) {
        PARSED.clear();
      }
      PARSED.put(descriptor, known);
    }
    return known;
  }

  /** The first section that a descriptor names and this Surprisal does not know. */
  public static Optional<String> unknownSection(String descriptor) {
    return LayoutForm.unknownSection(descriptor, SectionCatalog.BUILT_IN);
  }

  SectionCatalog catalog() {
    return catalog;
  }

  List<SectionType> types() {
    return types;
  }

  // Sections.

  Sections sections() {
    return sections;
  }

  /** The same sections at the offsets of another form. */
  Sections sections(StateOffsets offsets) {
    return new Sections(types, spec, offsets);
  }

  /** Whether it has a section. */
  public boolean has(Class<? extends Section> section) {
    return sections.find(section) != null;
  }

  /** The section of a class, at its place in the vector; it is an error if there is none. */
  public <S extends Section> S section(Class<S> of) {
    return sections.get(of);
  }

  // Sizes.

  /** How many counts a state begins with. */
  int counts() {
    return counts;
  }

  /** The index of the first sum. */
  int sums() {
    return sums;
  }

  /** The index of the header. */
  int header() {
    return header;
  }

  /** The longs of a state. */
  public int longs() {
    return header + headerForm.length;
  }

  // States.

  /** The state of no rows. */
  public long[] empty() {
    long[] state = new long[longs()];
    writeHeader(state);
    return state;
  }

  /** The longs of a header. */
  int headerLongs() {
    return headerForm.length;
  }

  /** Ends a state with the header. */
  void writeHeader(long[] state) {
    System.arraycopy(headerForm, 0, state, state.length - headerForm.length, headerForm.length);
  }

  /** Whether a state of at least one row, in whatever form, is one of this layout. */
  boolean isOf(long[] state) {
    int from = state.length - headerForm.length;
    return from >= 0 && Arrays.equals(state, from, state.length, headerForm, 0, headerForm.length);
  }

  /** Adds a state to another. */
  public void merge(long[] into, long[] from) {
    for (Section section : sections.all()) {
      section.merge(into, from);
    }
  }

  /**
   * Takes a state off a sum of states, so that what is left is to the byte what the others come to.
   *
   * @param sum the canonical sum of the part and the rest, which becomes that of the rest
   * @param part what leaves
   * @param rest what stays
   */
  public void subtract(long[] sum, long[] part, Collection<long[]> rest) {
    for (Section section : sections.all()) {
      section.subtract(sum, part, rest);
    }
  }

  /** Brings a state into the one form that its rows determine, however it was built. */
  public void canonicalise(long[] state) {
    for (Section section : sections.all()) {
      section.canonicalise(state);
    }
  }

  /** Brings a canonical state into a form of small numbers, to be stored. */
  void pack(long[] state) {
    for (Section section : sections.all()) {
      section.pack(state);
    }
  }

  /** Undoes {@link #pack}. */
  void unpack(long[] state) {
    for (Section section : sections.all()) {
      section.unpack(state);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Layout layout && spec.equals(layout.spec) && types.equals(layout.types);
  }

  @Override
  public int hashCode() {
    return Arrays.asList(spec, types).hashCode();
  }

  @Override
  public String toString() {
    return "Layout[" + descriptor() + "]";
  }
}
