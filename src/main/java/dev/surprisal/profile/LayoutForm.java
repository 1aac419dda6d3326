package dev.surprisal.profile;

import java.util.Locale;
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
   * columns, lag, weights. With some, their bound and the bits of their places stand before all of
   * these, and above the lag the number of these longs.
   */
  private static final int HEADER_LONGS = 7;

  private static final int LAG_BITS = 8;

  private static final Pattern TEXT =
      Pattern.compile(
          "v(\\d+);classes=(\\d+);zero=([a-z]+):([0-9.E-]+);columns=(\\d+)(;lag)?(;weights)?"
              + "(?:;categories=(\\d+);categorical=(\\d+(?:,\\d+)*))?");

  private static final Layout.Lag[] LAGS = Layout.Lag.values();

  private static final Layout.Weights[] WEIGHTS = Layout.Weights.values();

  private static final ZeroPolicy.Kind[] KINDS = ZeroPolicy.Kind.values();

  private LayoutForm() {}

  static String text(Layout layout) {
    return "v"
        + Layout.FORMAT_VERSION
        + ";classes="
        + layout.classes()
        + ";zero="
        + layout.zero().kind().name().toLowerCase(Locale.ROOT)
        + ":"
        + layout.zero().floor()
        + ";columns="
        + layout.columns()
        + (layout.lag() == Layout.Lag.KEPT ? ";lag" : "")
        + (layout.weighs() ? ";weights" : "")
        + text(layout.categorical());
  }

  private static String text(CategoricalColumns categorical) {
    return categorical.size() == 0
        ? ""
        : categorical.indices().stream()
            .map(String::valueOf)
            .collect(
                Collectors.joining(",", ";categories=" + categorical.most() + ";categorical=", ""));
  }

  static Layout parse(String text) {
    Matcher matcher = TEXT.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "Invalid profile layout: " + text + " (must read like v1;classes=2;zero=…)");
    }
    if (Integer.parseInt(matcher.group(1)) != Layout.FORMAT_VERSION) {
      throw new IllegalArgumentException(
          "Invalid profile layout: "
              + text
              + " (this Surprisal reads format version "
              + Layout.FORMAT_VERSION
              + ")");
    }
    ZeroPolicy.Kind kind = ZeroPolicy.Kind.valueOf(matcher.group(3).toUpperCase(Locale.ROOT));
    return new Layout(
        Integer.parseInt(matcher.group(2)),
        new ZeroPolicy(kind, Double.parseDouble(matcher.group(4))),
        Integer.parseInt(matcher.group(5)),
        matcher.group(6) == null ? Layout.Lag.ABSENT : Layout.Lag.KEPT,
        matcher.group(7) == null ? Layout.Weights.ABSENT : Layout.Weights.KEPT,
        matcher.group(8) == null
            ? CategoricalColumns.NONE
            : new CategoricalColumns(
                Integer.parseInt(matcher.group(8)),
                Stream.of(matcher.group(9).split(",")).map(Integer::valueOf).toList()));
  }

  /** The longs that a layout's header takes. */
  static int headerLongs(Layout layout) {
    return HEADER_LONGS + longs(layout.categorical());
  }

  private static int longs(CategoricalColumns categorical) {
    return categorical.size() == 0 ? 0 : 1 + categorical.bits().length;
  }

  static void writeHeader(Layout layout, long[] state, int from) {
    CategoricalColumns categorical = layout.categorical();
    int at = from + longs(categorical);
    if (at > from) {
      state[from] = categorical.most();
      System.arraycopy(categorical.bits(), 0, state, from + 1, at - from - 1);
    }
    state[at] = Layout.FORMAT_VERSION;
    state[at + 1] = layout.classes();
    state[at + 2] = layout.zero().kind().ordinal();
    state[at + 3] = Double.doubleToRawLongBits(layout.zero().floor());
    state[at + 4] = layout.columns();
    state[at + 5] = layout.lag().ordinal() | (long) (at - from) << LAG_BITS;
    state[at + 6] = layout.weights().ordinal();
  }

  static Layout ofHeader(long[] state) {
    int at = state.length - HEADER_LONGS;
    if (at < 0 || state[at] != Layout.FORMAT_VERSION) {
      throw new IllegalArgumentException(
          "Invalid profile state: not of format version " + Layout.FORMAT_VERSION);
    }
    int from = at - Math.toIntExact(state[at + 5] >>> LAG_BITS);
    return new Layout(
        Math.toIntExact(state[at + 1]),
        new ZeroPolicy(
            KINDS[Math.toIntExact(state[at + 2])], Double.longBitsToDouble(state[at + 3])),
        Math.toIntExact(state[at + 4]),
        LAGS[(int) state[at + 5] & ((1 << LAG_BITS) - 1)],
        WEIGHTS[Math.toIntExact(state[at + 6])],
        from == at
            ? CategoricalColumns.NONE
            : new CategoricalColumns(
                Math.toIntExact(state[from]), CategoricalColumns.indices(state, from + 1, at)));
  }
}
