package dev.surprisal.store;

import dev.surprisal.dataset.source.InputProblem;
import dev.surprisal.dataset.source.InputRefusedException;
import dev.surprisal.profile.state.Layout;

/** Profiles of a later Surprisal, which this one neither reads nor overwrites. */
final class NewerFormat {

  private NewerFormat() {}

  static InputRefusedException refused(String place, int version) {
    return new InputRefusedException(
        InputProblem.invalid(
            "output.path",
            place,
            "holds profiles of format version "
                + version
                + ", and this Surprisal reads format version "
                + Layout.FORMAT_VERSION
                + "; use the Surprisal that wrote them, or choose another output.path"));
  }
}
