package dev.surprisal.profile;

import java.util.Collection;

/**
 * The part of a {@link Fold} that is about where probabilities lie: the confidence; of two classes
 * the probability of the last one by label; of more, of each class's, whether it was the label.
 */
final class ShareFold {

  private final SpanCells.Counters counters;
  private final int confidence;
  private final int confidenceWindow;
  private final SpanCells ranked;
  private final int ranking;
  private final int rankingWindows;
  private final int scores;

  ShareFold(Layout layout, Places places, SpanCells.Counters counters) {
    this.counters = counters;
    this.confidence = places.count(layout.confidence());
    this.confidenceWindow = places.figure(layout.shareWindows());
    this.ranked = layout.rankingCells();
    this.ranking = places.count(layout.ranking());
    this.rankingWindows = confidenceWindow + Layout.CONFIDENCE.windows();
    this.scores = layout.classes() == 2 ? places.figure(layout.scores()) : -1;
  }

  /** The place of the count of a confidence. */
  int confidence(long[] state, long key) {
    return confidence
        + Layout.CONFIDENCE.place(state, counters, confidence, confidenceWindow, 0, key);
  }

  /** Whether there is room for the probabilities of all ranked classes. */
  boolean reaches(long[] state, long[] keys) {
    return ranked.reaches(state, rankingWindows, keys);
  }

  /**
   * The place of the count of rows by a ranked class's probability, and behind it of positives,
   * where there is room for it.
   */
  int rankedWithin(long[] state, int ofClass, long key) {
    return ranking + ranked.placeWithin(state, rankingWindows, ofClass, key);
  }

  /** The same place, made room for where it is out of reach. */
  int ranked(long[] state, int ofClass, long key) {
    return ranking + ranked.place(state, counters, ranking, rankingWindows, ofClass, key);
  }

  /** Whether there are two classes. */
  boolean hasScores() {
    return scores >= 0;
  }

  /**
   * Counts the probability of the last of two classes.
   *
   * @param label the label, −1 where there is none
   * @param one what the row counts for
   */
  void score(long[] state, long key, int label, long one) {
    Layout.SCORES.add(state, scores, key, label + 1, one);
  }

  // Of vectors.

  void merge(long[] into, long[] from) {
    Layout.CONFIDENCE.merge(into, from, confidence, confidenceWindow);
    ranked.merge(into, from, ranking, rankingWindows);
    if (hasScores()) {
      Layout.SCORES.merge(into, from, scores);
    }
  }

  void canonicalise(long[] state) {
    Layout.CONFIDENCE.canonicalise(state, confidence, confidenceWindow);
    ranked.canonicalise(state, ranking, rankingWindows);
  }

  void subtract(long[] sum, long[] part, Collection<long[]> rest) {
    Layout.CONFIDENCE.subtract(sum, part, rest, confidence, confidenceWindow);
    ranked.subtract(sum, part, rest, ranking, rankingWindows);
    if (!hasScores()) {
      return;
    }
    if (Layout.SCORES.isAsCoarse(rest, scores, AdaptiveCells.level(sum, scores))) {
      Layout.SCORES.subtract(sum, part, scores);
    } else {
      Layout.SCORES.clear(sum, scores);
      for (long[] state : rest) {
        Layout.SCORES.merge(sum, state, scores);
      }
    }
  }
}
