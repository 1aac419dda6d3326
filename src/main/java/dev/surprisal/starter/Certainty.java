package dev.surprisal.starter;

/** How sure a guess is. */
public enum Certainty {
  /** It was told, or follows from the schema. */
  SURE,
  /** It is likely, and the file says why. */
  GUESSED,
  /** It may well be wrong: somebody who knows has to look at it. */
  DOUBTFUL,
  /** It could not be told: the configuration cannot be used until somebody fills it in. */
  OPEN,
  /** It is not needed: it stands in the file as a comment. */
  SUGGESTED;

  /** Whether somebody has something to do. */
  public boolean isToDo() {
    return this == DOUBTFUL || this == OPEN;
  }
}
