package dev.surprisal.report;

import dev.surprisal.drift.classifier.ClassifierPolicy;
import dev.surprisal.drift.classifier.Separation;
import java.util.List;

/**
 * How well a classifier separates current from reference rows by all columns together.
 *
 * @param policy how that was learnt
 * @param separations of each version
 * @param versionsLeft how many versions were left out, those with the fewest current rows
 */
public record Classifier(ClassifierPolicy policy, List<Described> separations, int versionsLeft) {

  /** Copies the list. */
  public Classifier {
    separations = List.copyOf(separations);
  }

  /**
   * A version's figures in words.
   *
   * @param figures the figures
   * @param sentence the same as a sentence
   */
  public record Described(Separation figures, String sentence) {}
}
