package dev.surprisal.profile.state;

import dev.surprisal.profile.row.StateSpec;
import dev.surprisal.profile.section.BrierSums;
import dev.surprisal.profile.section.CalibrationBins;
import dev.surprisal.profile.section.CategorySketches;
import dev.surprisal.profile.section.ClassSums;
import dev.surprisal.profile.section.ColumnHistograms;
import dev.surprisal.profile.section.ConfidenceCells;
import dev.surprisal.profile.section.DivergenceSum;
import dev.surprisal.profile.section.EntropyFigures;
import dev.surprisal.profile.section.LabelLag;
import dev.surprisal.profile.section.LabelLagByClass;
import dev.surprisal.profile.section.LabelRanks;
import dev.surprisal.profile.section.LossFigures;
import dev.surprisal.profile.section.Outcomes;
import dev.surprisal.profile.section.RankingCells;
import dev.surprisal.profile.section.RowCounts;
import dev.surprisal.profile.section.ScoreCells;
import dev.surprisal.profile.section.SectionType;
import dev.surprisal.profile.section.StratumFigures;
import dev.surprisal.profile.section.TopConfusions;
import dev.surprisal.profile.section.WeightSums;
import java.util.List;
import java.util.stream.Stream;

/**
 * The kinds of sections that states are made of. Append only: a state has its sections in this
 * order, and tells by their numbers here which it has.
 *
 * @param types the kinds, at most 64
 */
record SectionCatalog(List<SectionType> types) {

  /** All that this Surprisal knows, of every version. The rows by status stand first. */
  static final SectionCatalog BUILT_IN =
      new SectionCatalog(
          List.of(
              RowCounts.TYPE,
              Outcomes.TYPE,
              ClassSums.TYPE,
              EntropyFigures.TYPE,
              DivergenceSum.TYPE,
              BrierSums.TYPE,
              LossFigures.TYPE,
              CalibrationBins.TYPE,
              StratumFigures.TYPE,
              ConfidenceCells.TYPE,
              ScoreCells.TYPE,
              RankingCells.TYPE,
              LabelRanks.TYPE,
              TopConfusions.TYPE,
              LabelLag.TYPE,
              ColumnHistograms.TYPE,
              CategorySketches.TYPE,
              WeightSums.TYPE,
              LabelLagByClass.TYPE));

  SectionCatalog {
    types = List.copyOf(types);
    if (types.size() > Long.SIZE) {
      throw new IllegalArgumentException("Invalid sections: " + types.size() + " (at most 64)");
    }
  }

  /** The same and one more. */
  SectionCatalog plus(SectionType type) {
    return new SectionCatalog(Stream.concat(types.stream(), Stream.of(type)).toList());
  }

  /** Those of a new state. */
  List<SectionType> needed(StateSpec spec) {
    return types.stream().filter(type -> type.isNeeded().test(spec)).toList();
  }

  /** Some of these as the bits of a long. */
  long bits(List<SectionType> some) {
    long bits = 0;
    for (SectionType type : some) {
      bits |= 1L << types.indexOf(type);
    }
    return bits;
  }

  /** Those of some bits. */
  List<SectionType> select(long bits) {
    return types.stream().filter(type -> (bits >>> types.indexOf(type) & 1) != 0).toList();
  }
}
