package dev.surprisal.drift.narrative;

import dev.surprisal.drift.comparison.SliceDisagreement;
import dev.surprisal.format.Figures;
import dev.surprisal.math.InformationUnit;
import dev.surprisal.profile.Disagreement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Puts into words how far each version's predictions are from the second prediction set.
 *
 * @param challenger the name of the second prediction set
 * @param unit the unit of divergences
 */
public record DisagreementSentences(String challenger, InformationUnit unit) {

  /**
   * A sentence on each version.
   *
   * @param ranked of each version all rows, then the slices that differ most, as {@link
   *     SliceDisagreement#ranked} puts them
   */
  public List<String> of(List<SliceDisagreement> ranked) {
    List<String> sentences = new ArrayList<>();
    for (int i = 0; i < ranked.size(); i++) {
      SliceDisagreement each = ranked.get(i);
      if (each.slice().isAll()) {
        boolean hasSlice = i + 1 < ranked.size() && !ranked.get(i + 1).slice().isAll();
        sentences.add(sentence(each, hasSlice ? ranked.get(i + 1) : null));
      }
    }
    return sentences;
  }

  private String sentence(SliceDisagreement all, @Nullable SliceDisagreement most) {
    String counts = subject(all) + ": " + counts(all.of()) + ".";
    return all.of().compared() > 0 ? counts + " " + divergence(all.of(), most) : counts;
  }

  private String subject(SliceDisagreement all) {
    return (all.version() == null ? "Compared with " : all.version() + " compared with ")
        + challenger;
  }

  private static String counts(Disagreement of) {
    return Figures.count(Math.round(of.compared()), "prediction")
        + ", "
        + Figures.count(Math.round(of.missing()))
        + " without a counterpart, "
        + Figures.count(Math.round(of.invalid()))
        + " with an invalid counterpart";
  }

  private String divergence(Disagreement of, @Nullable SliceDisagreement most) {
    return "Mean Jensen–Shannon divergence "
        + mean(of)
        + ", different predicted class in "
        + Figures.percent(of.classDiffers())
        + (most == null
            ? ""
            : "; largest on " + most.slice().label() + " (" + mean(most.of()) + ")")
        + ".";
  }

  private String mean(Disagreement of) {
    return Figures.amount(unit.fromNats(of.jsDivergence().mean())) + " " + unit.label();
  }
}
