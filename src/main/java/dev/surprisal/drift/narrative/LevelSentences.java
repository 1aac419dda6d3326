package dev.surprisal.drift.narrative;

import dev.surprisal.drift.history.ReferenceLevels;
import dev.surprisal.drift.history.ReferenceLevels.ClassLevel;
import dev.surprisal.drift.history.ReferenceLevels.WorseThanGuess;
import dev.surprisal.format.Figures;
import dev.surprisal.math.InformationUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Puts what is wrong with a reference into words: {@code The reference itself is miscalibrated: v2
 * predicts BUY at 23.9 % on average, observed 2.8 %.}
 *
 * @param classes the names of the classes
 * @param unit the unit of information
 */
public record LevelSentences(List<String> classes, InformationUnit unit) {

  private static final int MAX_CLASSES = 2;

  /** The sentences; none where nothing is wrong. */
  public String sentence(@Nullable String version, ReferenceLevels levels) {
    List<String> sentences = new ArrayList<>();
    if (!levels.classes().isEmpty()) {
      sentences.add(calibration(version, levels.classes()));
    }
    if (levels.guess() != null) {
      sentences.add(guess(version, levels.guess()));
    }
    return String.join(" ", sentences);
  }

  private String calibration(@Nullable String version, List<ClassLevel> off) {
    // Of two classes, what one has too much the other has too little.
    int most = classes.size() == 2 ? 1 : Math.min(MAX_CLASSES, off.size());
    int more = classes.size() == 2 ? 0 : off.size() - most;
    return "The reference itself is miscalibrated: "
        + (version == null ? "the model" : version)
        + " predicts "
        + off.stream().limit(most).map(this::beside).collect(Collectors.joining("; "))
        + (more > 0
            ? "; " + Figures.count(more) + " more " + (more == 1 ? "class" : "classes")
            : "")
        + ". Drift is measured against this reference.";
  }

  private String beside(ClassLevel level) {
    String predicted = Figures.percent(level.predicted());
    String happened = Figures.percent(level.happened());
    if (predicted.equals(happened)) {
      // Both may be under 0.1 %, and one of them a thousand times the other.
      double difference = 100 * Math.abs(level.predicted() - level.happened());
      predicted = Figures.number(100 * level.predicted(), difference) + " %";
      happened = Figures.number(100 * level.happened(), difference) + " %";
    }
    return classes.get(level.index()) + " at " + predicted + " on average, observed " + happened;
  }

  private String guess(@Nullable String version, WorseThanGuess guess) {
    return "In the reference, "
        + (version == null ? "the model" : version)
        + " is worse than the class-frequency baseline: log loss "
        + Figures.amount(unit.fromNats(guess.logLoss()))
        + " "
        + unit.label()
        + ", baseline "
        + Figures.amount(unit.fromNats(guess.guess()))
        + ".";
  }
}
