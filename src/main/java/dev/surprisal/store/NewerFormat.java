package dev.surprisal.store;

import dev.surprisal.dataset.source.InputProblem;
import dev.surprisal.dataset.source.InputRefusedException;
import dev.surprisal.profile.state.Layout;

/** Profiles of a later Surprisal, which this one neither reads nor overwrites. */
final class NewerFormat {

  private NewerFormat() {}

  static InputRefusedException refused(String place, int version) {
    return refused(
        place,
        "of format version " + version,
        ", and this Surprisal reads format version " + Layout.FORMAT_VERSION);
  }

  /** Where this one does not know a section of the profiles, or not in its version. */
  static InputRefusedException refused(String place, String section) {
    return refused(place, "with " + section, ", which this Surprisal does not know");
  }

  private static InputRefusedException refused(String place, String what, String why) {
    return new InputRefusedException(
        InputProblem.invalid(
            "output.path",
            place,
            "holds profiles "
                + what
                + why
                + "; use the Surprisal that wrote them, or choose another output.path"));
  }
}
