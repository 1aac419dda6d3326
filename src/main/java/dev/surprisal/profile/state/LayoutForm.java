package dev.surprisal.profile.state;

import dev.surprisal.profile.row.CategoricalColumns;
import dev.surprisal.profile.row.StateSpec;
import dev.surprisal.profile.row.ZeroPolicy;
import dev.surprisal.profile.section.SectionType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The two forms in which a layout travels: as text beside stored profiles, and as the header that
 * ends a state, so that whoever receives a state can merge it.
 */
final class LayoutForm {

  /**
   * The longs of a header without categorical columns: format version, classes, policy, floor,
   * columns, lag, weights, sections. With some, their bound and the bits of their places stand
   * before all of these; a threshold stands before those; and above the lag is the number of all
   * these longs, above the weights that of the threshold.
   */
  private static final int HEADER_LONGS = 8;

  private static final int LAG_BITS = 8;

  private static final int WEIGHTS_BITS = 8;

  private static final Pattern VERSION = Pattern.compile("v(\\d+);.*");

  private static final Pattern SECTIONS = Pattern.compile("v\\d+;.*;sections=([^;]*)");

  private static final Pattern SECTION = Pattern.compile("([a-z_]+):(\\d{1,9})");

  private static final Pattern TEXT =
      Pattern.compile(
          "v\\d+;classes=(\\d+);zero=([a-z]+):([0-9.E-]+);columns=(\\d+)(;lag)?(;weights)?"
              + "(?:;threshold=([0-9.E-]+))?"
              + "(?:;categories=(\\d+);categorical=(\\d+(?:,\\d+)*))?;sections=([a-z_0-9:,]+)");

  private static final StateSpec.Lag[] LAGS = StateSpec.Lag.values();

  private static final StateSpec.Weights[] WEIGHTS = StateSpec.Weights.values();

  private static final ZeroPolicy.Kind[] KINDS = ZeroPolicy.Kind.values();

  private LayoutForm() {}

  static String text(Layout layout) {
    StateSpec spec = layout.spec();
    return "v"
        + Layout.FORMAT_VERSION
        + ";classes="
        + spec.classes()
        + ";zero="
        + spec.zero().kind().name().toLowerCase(Locale.ROOT)
        + ":"
        + spec.zero().floor()
        + ";columns="
        + spec.columns()
        + (spec.keepsLag() ? ";lag" : "")
        + (spec.weighs() ? ";weights" : "")
        + (spec.threshold() == null ? "" : ";threshold=" + spec.threshold())
        + text(spec.categorical())
        + layout.types().stream()
            .map(SectionType::label)
            .collect(Collectors.joining(",", ";sections=", ""));
  }

  private static String text(CategoricalColumns categorical) {
    return categorical.size() == 0
        ? ""
        : categorical.indices().stream()
            .map(String::valueOf)
            .collect(
                Collectors.joining(",", ";categories=" + categorical.most() + ";categorical=", ""));
  }

  static Layout parse(String text, SectionCatalog catalog) {
    Matcher version = VERSION.matcher(text);
    if (version.matches() && !version.group(1).equals(String.valueOf(Layout.FORMAT_VERSION))) {
      throw invalid(text, "this Surprisal reads format version " + Layout.FORMAT_VERSION);
    }
    unknownSection(text, catalog)
        .ifPresent(
            unknown -> {
              throw invalid(
                  text,
                  "this Surprisal does not know "
                      + unknown
                      + ", which a newer one wrote: use that one");
            });
    Matcher matcher = TEXT.matcher(text);
    if (!matcher.matches()) {
      throw invalid(text, "must read like v1;classes=2;zero=…");
    }
    Layout layout = new Layout(spec(matcher), catalog, types(matcher.group(10), catalog));
    if (!layout.descriptor().equals(text)) {
      throw invalid(text, "would be written " + layout.descriptor());
    }
    return layout;
  }

  private static IllegalArgumentException invalid(String text, String why) {
    return new IllegalArgumentException("Invalid profile layout: " + text + " (" + why + ")");
  }

  private static StateSpec spec(Matcher matcher) {
    ZeroPolicy.Kind kind = ZeroPolicy.Kind.valueOf(matcher.group(2).toUpperCase(Locale.ROOT));
    return new StateSpec(
        Integer.parseInt(matcher.group(1)),
        new ZeroPolicy(kind, Double.parseDouble(matcher.group(3))),
        Integer.parseInt(matcher.group(4)),
        matcher.group(5) == null ? StateSpec.Lag.ABSENT : StateSpec.Lag.KEPT,
        matcher.group(6) == null ? StateSpec.Weights.ABSENT : StateSpec.Weights.KEPT,
        matcher.group(8) == null
            ? CategoricalColumns.NONE
            : new CategoricalColumns(
                Integer.parseInt(matcher.group(8)),
                Stream.of(matcher.group(9).split(",")).map(Integer::valueOf).toList()),
        matcher.group(7) == null ? null : Double.valueOf(matcher.group(7)));
  }

  private static List<SectionType> types(String labels, SectionCatalog catalog) {
    List<String> named = List.of(labels.split(","));
    return catalog.types().stream().filter(type -> named.contains(type.label())).toList();
  }

  /** The first section that a descriptor names and that is not in a catalog, for people. */
  static Optional<String> unknownSection(String text, SectionCatalog catalog) {
    Matcher sections = SECTIONS.matcher(text);
    List<String> labels = new ArrayList<>();
    if (sections.matches()) {
      labels.addAll(List.of(sections.group(1).split(",")));
      catalog.types().forEach(type -> labels.remove(type.label()));
    }
    return labels.stream()
        .map(SECTION::matcher)
        .filter(Matcher::matches)
        .map(unknown -> "section " + unknown.group(1) + " version " + unknown.group(2))
        .findFirst();
  }

  private static int longs(CategoricalColumns categorical) {
    return categorical.size() == 0 ? 0 : 1 + categorical.bits().length;
  }

  /** The header that ends a state. */
  static long[] header(Layout layout) {
    StateSpec spec = layout.spec();
    CategoricalColumns categorical = spec.categorical();
    Double threshold = spec.threshold();
    int from = threshold == null ? 0 : 1;
    int at = from + longs(categorical);
    long[] header = new long[at + HEADER_LONGS];
    if (threshold != null) {
      header[0] = Double.doubleToRawLongBits(threshold);
    }
    if (at > from) {
      header[from] = categorical.most();
      System.arraycopy(categorical.bits(), 0, header, from + 1, at - from - 1);
    }
    header[at] = Layout.FORMAT_VERSION;
    header[at + 1] = spec.classes();
    header[at + 2] = spec.zero().kind().ordinal();
    header[at + 3] = Double.doubleToRawLongBits(spec.zero().floor());
    header[at + 4] = spec.columns();
    header[at + 5] = spec.lag().ordinal() | (long) at << LAG_BITS;
    header[at + 6] = spec.weights().ordinal() | (long) from << WEIGHTS_BITS;
    header[at + 7] = layout.catalog().bits(layout.types());
    return header;
  }

  static Layout ofHeader(long[] state, SectionCatalog catalog) {
    int at = state.length - HEADER_LONGS;
    if (at < 0 || state[at] != Layout.FORMAT_VERSION) {
      throw new IllegalArgumentException(
          "Invalid profile state: not of format version " + Layout.FORMAT_VERSION);
    }
    int first = at - Math.toIntExact(state[at + 5] >>> LAG_BITS);
    int from = first + Math.toIntExact(state[at + 6] >>> WEIGHTS_BITS);
    StateSpec spec =
        new StateSpec(
            Math.toIntExact(state[at + 1]),
            new ZeroPolicy(
                KINDS[Math.toIntExact(state[at + 2])], Double.longBitsToDouble(state[at + 3])),
            Math.toIntExact(state[at + 4]),
            LAGS[(int) state[at + 5] & ((1 << LAG_BITS) - 1)],
            WEIGHTS[(int) state[at + 6] & ((1 << WEIGHTS_BITS) - 1)],
            from == at
                ? CategoricalColumns.NONE
                : new CategoricalColumns(
                    Math.toIntExact(state[from]), CategoricalColumns.indices(state, from + 1, at)),
            from == first ? null : Double.longBitsToDouble(state[first]));
    return new Layout(spec, catalog, catalog.select(state[at + 7]));
  }
}
