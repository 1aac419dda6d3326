package dev.surprisal.drift;

import dev.surprisal.drift.attribution.LabelSplit;
import dev.surprisal.drift.attribution.LossSplit;
import dev.surprisal.drift.history.ReferenceLevels;
import dev.surprisal.drift.history.VersionHistory;
import dev.surprisal.drift.judgement.Candidate;
import dev.surprisal.drift.limit.LimitCheck;
import dev.surprisal.profile.cube.Slice;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one series shows by itself: its comparisons, not yet judged beside those of the others. The
 * profiles are let go, so that all series of a run fit into memory in this form.
 */
public final class SeriesDrift {

  private final @Nullable String version;
  private final Slice slice;
  private final List<Candidate> candidates;
  private final List<LimitCheck> limits;
  private final @Nullable VersionHistory history;
  private final @Nullable ReferenceLevels reference;
  private final LossSplit.Entry loss;
  private final LabelSplit.Entry labels;

  SeriesDrift(
      @Nullable String version,
      Slice slice,
      List<Candidate> candidates,
      List<LimitCheck> limits,
      @Nullable VersionHistory history,
      @Nullable ReferenceLevels reference,
      LossSplit.Entry loss,
      LabelSplit.Entry labels) {
    this.version = version;
    this.slice = slice;
    this.candidates = List.copyOf(candidates);
    this.limits = List.copyOf(limits);
    this.history = history;
    this.reference = reference;
    this.loss = loss;
    this.labels = labels;
  }

  @Nullable String version() {
    return version;
  }

  Slice slice() {
    return slice;
  }

  List<Candidate> candidates() {
    return candidates;
  }

  /** What its limits come to. */
  List<LimitCheck> limits() {
    return limits;
  }

  /** What the windows show together; null but for all rows. */
  @Nullable VersionHistory history() {
    return history;
  }

  /** What is wrong with the reference by itself; null but for all rows. */
  @Nullable ReferenceLevels reference() {
    return reference;
  }

  LossSplit.Entry loss() {
    return loss;
  }

  LabelSplit.Entry labels() {
    return labels;
  }
}
