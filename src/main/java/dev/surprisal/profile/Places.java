package dev.surprisal.profile;

/**
 * Where in a state the figures of a {@link Layout} stand while rows are folded into it: where the
 * layout says, or closer together.
 */
class Places {

  static final Places AS_LAID_OUT = new Places();

  /** The place of a count. */
  int count(int laidOut) {
    return laidOut;
  }

  /** The index of what is none of the counts. */
  int figure(int laidOut) {
    return laidOut;
  }
}
