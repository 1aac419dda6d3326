package dev.surprisal.profile.section;

import dev.surprisal.profile.row.StateSpec;

/**
 * The section of which class was predicted and which happened: the correct rows, rows by label, all
 * valid predictions by predicted class, and for up to {@value StateSpec#MAX_CROSSED_CLASSES}
 * classes scored rows by both.
 */
public final class Outcomes extends Section {

  public static final SectionType TYPE = SectionType.always("outcomes", 1, Outcomes::new);

  private final int classes;
  private final boolean crosses;
  private final int labels;
  private final int predicted;
  private final int confusion;

  private Outcomes(StateSpec spec, StateOffsets offsets) {
    super(
        offsets,
        Size.ofCounts(
            1
                + 2 * spec.classes()
                + (spec.crossesClasses() ? spec.classes() * spec.classes() : 0)));
    this.classes = spec.classes();
    this.crosses = spec.crossesClasses();
    this.labels = counts + 1;
    this.predicted = labels + classes;
    this.confusion = predicted + classes;
  }

  @Override
  public void predicted(RowCounter counter, long[] state, RowTerms terms) {
    counter.tally(state, predicted + terms.row.decided);
  }

  @Override
  public void scored(RowCounter counter, long[] state, RowTerms terms) {
    int label = terms.row.label;
    int decided = terms.row.decided;
    counter.tally(state, labels + label);
    if (label == decided) {
      counter.tally(state, counts);
    }
    if (crosses) {
      counter.tally(state, confusion + label * classes + decided);
    }
  }

  /** Scored rows whose predicted class happened. */
  public long correct(long[] state) {
    return state[counts];
  }

  /** Where the scored rows by label begin, one count a class. */
  public int labels() {
    return labels;
  }

  /** Where the valid predictions by predicted class begin. */
  public int predicted() {
    return predicted;
  }

  /** Whether rows are counted by label and prediction. */
  public boolean crosses() {
    return crosses;
  }

  /** Where the scored rows of a label by predicted class begin. */
  public int confusion(int label) {
    return confusion + label * classes;
  }
}
