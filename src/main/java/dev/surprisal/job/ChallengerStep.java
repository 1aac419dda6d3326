package dev.surprisal.job;

import dev.surprisal.config.Config;
import dev.surprisal.dataset.spec.ChallengerSpec;
import dev.surprisal.drift.comparison.SliceDisagreement;
import dev.surprisal.format.Figures;
import dev.surprisal.math.InformationUnit;
import dev.surprisal.report.Challenger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a report tells of the second prediction set. */
final class ChallengerStep {

  /** The slices of a version that are told of. */
  private static final int SLICES = 20;

  private final Config config;

  ChallengerStep(Config config) {
    this.config = config;
  }

  /** The versions and slices that differ most; null without a second set. */
  @Nullable Challenger challenger(List<SliceDisagreement> all) {
    ChallengerSpec spec = config.challenger();
    return spec == null
        ? null
        : new Challenger(
            spec.name(), SliceDisagreement.ranked(all, config.drift().minRows(), SLICES));
  }

  /** A sentence on each version. */
  List<String> notes(@Nullable Challenger challenger) {
    List<String> notes = new ArrayList<>();
    if (challenger != null) {
      List<SliceDisagreement> all = challenger.disagreements();
      for (int i = 0; i < all.size(); i++) {
        if (all.get(i).slice().isAll()) {
          boolean hasSlice = i + 1 < all.size() && !all.get(i + 1).slice().isAll();
          notes.add(note(challenger.name(), all.get(i), hasSlice ? all.get(i + 1) : null));
        }
      }
    }
    return notes;
  }

  private String note(String name, SliceDisagreement of, @Nullable SliceDisagreement most) {
    String who = of.version() == null ? "Compared with " : of.version() + " compared with ";
    String counts =
        String.format(
            Locale.ROOT,
            "%s%s: %,d predictions, %,d without a counterpart, %,d with an invalid counterpart",
            who,
            name,
            Math.round(of.of().compared()),
            Math.round(of.of().missing()),
            Math.round(of.of().invalid()));
    if (!(of.of().compared() > 0)) {
      return counts + ".";
    }
    InformationUnit unit = config.unit();
    return String.format(
        Locale.ROOT,
        "%s. Mean Jensen–Shannon divergence %s %s, different predicted class in %s%s.",
        counts,
        Figures.amount(unit.fromNats(of.of().jsDivergence().mean())),
        unit.label(),
        Figures.percent(of.of().classDiffers()),
        most == null
            ? ""
            : String.format(
                Locale.ROOT,
                "; largest on %s (%s %s)",
                most.slice().label(),
                Figures.amount(unit.fromNats(most.of().jsDivergence().mean())),
                unit.label()));
  }
}
