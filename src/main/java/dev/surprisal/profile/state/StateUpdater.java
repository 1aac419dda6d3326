package dev.surprisal.profile.state;

import dev.surprisal.profile.row.RowStatus;
import dev.surprisal.profile.section.BrierSums;
import dev.surprisal.profile.section.CalibrationBins;
import dev.surprisal.profile.section.CategorySketches;
import dev.surprisal.profile.section.ClassSums;
import dev.surprisal.profile.section.ColumnHistograms;
import dev.surprisal.profile.section.ConfidenceCells;
import dev.surprisal.profile.section.DivergenceSum;
import dev.surprisal.profile.section.EntropyFigures;
import dev.surprisal.profile.section.LabelLag;
import dev.surprisal.profile.section.LabelRanks;
import dev.surprisal.profile.section.LossFigures;
import dev.surprisal.profile.section.Outcomes;
import dev.surprisal.profile.section.RankingCells;
import dev.surprisal.profile.section.RowCounter;
import dev.surprisal.profile.section.RowCounts;
import dev.surprisal.profile.section.RowTerms;
import dev.surprisal.profile.section.ScoreCells;
import dev.surprisal.profile.section.Section;
import dev.surprisal.profile.section.StratumFigures;
import dev.surprisal.profile.section.TopConfusions;
import dev.surprisal.profile.section.WeightSums;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Folds rows into a state: has each of its sections add what it takes of a row. The one place that
 * touches a state row by row: no allocation, no branch on anything but the row.
 *
 * <p>Sections that nearly every state has are final classes in fields of their own, so that what
 * they do is compiled into one; {@linkplain #more all others} are called through their common
 * class.
 *
 * <p>Not thread-safe. Here every row counts once; {@link WeightedUpdater} has rows count as much as
 * they weigh. It is never loaded where no row has a weight, so that the calls it overrides cost
 * nothing.
 */
public class StateUpdater extends RowCounter {

  private final Layout layout;
  private final RowCounts rows;
  private final Outcomes outcomes;
  private final ClassSums classes;
  private final CalibrationBins calibration;
  private final EntropyFigures entropies;
  private final StratumFigures strata;
  private final LossFigures losses;
  private final DivergenceSum divergence;
  private final BrierSums brier;
  private final ConfidenceCells confidence;
  private final @Nullable ScoreCells scores;
  private final @Nullable RankingCells ranking;
  private final @Nullable LabelRanks ranks;
  private final @Nullable TopConfusions confusions;
  private final @Nullable LabelLag lag;
  private final @Nullable ColumnHistograms numeric;
  private final @Nullable CategorySketches categorical;
  private final Section[] more;
  private final RowTerms own;

  /** Folds by the given layout. */
  public static StateUpdater of(Layout layout) {
    return layout.spec().weighs()
        ? new WeightedUpdater(layout)
        : new StateUpdater(layout, layout.sections());
  }

  StateUpdater(Layout layout, Sections sections) {
    this.layout = layout;
    this.rows = sections.get(RowCounts.class);
    this.outcomes = sections.get(Outcomes.class);
    this.classes = sections.get(ClassSums.class);
    this.calibration = sections.get(CalibrationBins.class);
    this.entropies = sections.get(EntropyFigures.class);
    this.strata = sections.get(StratumFigures.class);
    this.losses = sections.get(LossFigures.class);
    this.divergence = sections.get(DivergenceSum.class);
    this.brier = sections.get(BrierSums.class);
    this.confidence = sections.get(ConfidenceCells.class);
    this.scores = sections.find(ScoreCells.class);
    this.ranking = sections.find(RankingCells.class);
    this.ranks = sections.find(LabelRanks.class);
    this.confusions = sections.find(TopConfusions.class);
    this.lag = sections.find(LabelLag.class);
    this.numeric = sections.find(ColumnHistograms.class);
    this.categorical = sections.find(CategorySketches.class);
    this.more = more(sections);
    this.own = new RowTerms(layout.spec());
  }

  /** Those that have no field here, nor in {@link WeightedUpdater}. */
  private Section[] more(Sections sections) {
    Set<Section> named =
        Stream.of(
                rows,
                outcomes,
                classes,
                calibration,
                entropies,
                strata,
                losses,
                divergence,
                brier,
                confidence,
                scores,
                ranking,
                ranks,
                confusions,
                lag,
                numeric,
                categorical,
                sections.find(WeightSums.class))
            .filter(Objects::nonNull)
            .collect(Collectors.toSet());
    List<Section> others =
        sections.all().stream().filter(section -> !named.contains(section)).toList();
    return others.toArray(Section[]::new);
  }

  /** The layout folded by. */
  public Layout layout() {
    return layout;
  }

  /** Counts a row that bears nothing but its status: a duplicate or a rejected one. */
  public void count(long[] state, RowStatus status) {
    rows.count(this, state, status);
  }

  /** Counts rows that bear nothing but their status, by its code, in a vector. */
  void count(long[] vector, long[] byStatus) {
    rows.count(vector, byStatus);
  }

  /** Counts a scored row, counted by itself, for a label that had been given more than once. */
  void labelRepeated(long[] state) {
    rows.labelRepeated(this, state);
  }

  /**
   * Folds a valid prediction without a label, which brings nothing along.
   *
   * @param state the state
   * @param q the prediction distribution
   */
  public void unlabelled(long[] state, double[] q) {
    own.row.unlabelled(q);
    own.workOut();
    add(state, own);
  }

  /**
   * Folds a valid prediction with a class label, which brings nothing along.
   *
   * @param state the state
   * @param q the prediction distribution
   * @param label the index of the class that happened
   */
  public void scored(long[] state, double[] q, int label) {
    own.row.scored(q, label);
    own.workOut();
    add(state, own);
  }

  /** Folds a valid prediction with all that it brings along. */
  void add(long[] state, RowTerms terms) {
    boolean isScored = terms.row.isScored();
    rows.count(this, state, isScored ? RowStatus.SCORED : RowStatus.UNLABELLED);
    weigh(terms);
    if (lag != null) {
      lag.add(this, state, terms);
    }
    for (Section section : more) {
      section.add(this, state, terms);
    }
    if (terms.units == 0) {
      return;
    }
    predicted(state, terms);
    if (isScored) {
      scored(state, terms);
    }
    if (terms.values.length > 0) {
      columns(state, terms);
    }
  }

  /** What every valid prediction adds. */
  void predicted(long[] state, RowTerms terms) {
    classes.predicted(this, state, terms);
    outcomes.predicted(this, state, terms);
    confidence.predicted(this, state, terms);
    entropies.predicted(this, state, terms);
    strata.predicted(this, state, terms);
    if (scores != null) {
      scores.predicted(this, state, terms);
    }
  }

  /** What a label adds. */
  void scored(long[] state, RowTerms terms) {
    classes.scored(this, state, terms);
    entropies.scored(this, state, terms);
    divergence.scored(this, state, terms);
    brier.scored(this, state, terms);
    outcomes.scored(this, state, terms);
    calibration.scored(this, state, terms);
    strata.scored(this, state, terms);
    if (ranking != null) {
      ranking.scored(this, state, terms);
    }
    losses.scored(this, state, terms);
    if (ranks != null) {
      ranks.scored(this, state, terms);
    }
    if (confusions != null) {
      confusions.scored(this, state, terms);
    }
  }

  private void columns(long[] state, RowTerms terms) {
    if (numeric != null) {
      numeric.predicted(this, state, terms);
    }
    if (categorical != null) {
      categorical.predicted(this, state, terms);
    }
  }
}
