package dev.surprisal.report.html;

import dev.surprisal.drift.finding.FindingState;
import java.util.Locale;

/**
 * A state in words.
 *
 * @param state the state
 * @param sentence what it means here
 */
record Badge(FindingState state, String sentence) {

  static Badge of(FindingState state, String sentence) {
    return new Badge(state, sentence);
  }

  /** The part of a style class's name. */
  String style() {
    return state.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The state as people read it. */
  String words() {
    return state.name().replace('_', ' ');
  }
}
