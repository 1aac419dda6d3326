package dev.surprisal.drift.narrative;

import dev.surprisal.drift.finding.Baseline;
import dev.surprisal.drift.finding.DriftPolicy;
import dev.surprisal.drift.finding.Finding;
import dev.surprisal.drift.finding.Finding.Difference;
import dev.surprisal.drift.finding.Finding.Judgement;
import dev.surprisal.drift.finding.Finding.Question;
import dev.surprisal.drift.finding.Finding.Scope;
import dev.surprisal.drift.limit.FigureEstimate;
import dev.surprisal.drift.limit.LimitCheck;
import dev.surprisal.drift.limit.LimitPolicy.Limit;
import dev.surprisal.math.InformationUnit;
import java.util.List;
import java.util.Map;

/** Makes findings of figures that were held against limits. */
public final class LimitFindings {

  private final InformationUnit unit;
  private final LimitSentences sentences;

  /**
   * Prepares.
   *
   * @param policy the level of the intervals and the fewest rows
   * @param unit the unit of information
   */
  public LimitFindings(DriftPolicy policy, InformationUnit unit) {
    this.unit = unit;
    this.sentences = new LimitSentences(policy);
  }

  /** The findings, in the order of the checks. */
  public List<Finding> findings(List<LimitCheck> checks) {
    return checks.stream().map(this::finding).toList();
  }

  private Finding finding(LimitCheck check) {
    Limit limit = check.limit();
    FigureEstimate shown = check.estimate();
    String in = limit.metric().unit().label(unit);
    Judgement judgement = new Judgement(check.state(), null, null, limit.value());
    return new Finding(
        new Question(limit.kind(), limit.metric().label(), check.version(), Baseline.LIMIT),
        new Scope(limit.slice(), check.span(), check.window(), null),
        shown == null
            ? Difference.unknown(in)
            : new Difference(in, shown.value(), shown.observed(), shown.interval(), null),
        check.awaited() > 0 ? judgement.awaitingLabels() : judgement,
        Map.of(),
        0,
        check.rows(),
        sentences.sentence(check, in));
  }
}
