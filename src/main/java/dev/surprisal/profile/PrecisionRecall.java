package dev.surprisal.profile;

import dev.surprisal.math.statistics.PrecisionRecallCurve;
import java.util.List;

/** The precision–recall curves of a profile, one for each class whose ranking is kept. */
public final class PrecisionRecall {

  private PrecisionRecall() {}

  /**
   * The curve of a class, from the rows of which it is the most probable on: precision and recall,
   * if the rows of a cell of the ranking and of those above it are predicted to be of the class.
   *
   * @param profile the rows
   * @param ofClass the index of the class
   * @return the points by rising recall; none without a labelled row of the class, or where so many
   *     classes are that no ranking is kept
   */
  public static List<PrecisionRecallCurve.Point> of(Profile profile, int ofClass) {
    return ClassBins.classes(profile.layout()) == 0
        ? List.of()
        : ClassBins.ofClass(profile, ofClass).curve().points();
  }
}
