package dev.surprisal.starter;

import dev.surprisal.dataset.inspect.ColumnInspection;
import dev.surprisal.dataset.inspect.DatasetInspection;
import dev.surprisal.dataset.inspect.Extent;
import dev.surprisal.dataset.inspect.LabelDelay;
import dev.surprisal.dataset.inspect.LabelledFigures;
import dev.surprisal.dataset.spec.ProbabilitySpec.Scale;
import dev.surprisal.dataset.spec.SourceSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A starter configuration: its keys in the order of the file.
 *
 * @param entries the keys
 */
public record Starter(List<Entry> entries) {

  private static final String PREDICTIONS = "predictions.";
  private static final String LABELS = "labels.";

  /** Copies the list. */
  public Starter {
    entries = List.copyOf(entries);
  }

  /**
   * Puts together what was found.
   *
   * @param name the model's name
   * @param roles which columns play which part
   * @param extent from when to when predictions are, or null where that was not looked at
   * @param evidence what predictions with labels say, or null where that was not looked at
   * @param delay how long after predictions labels came, or null where that was not looked at
   */
  public static Starter of(
      ModelName name,
      Roles roles,
      @Nullable Extent extent,
      @Nullable LabelledFigures evidence,
      @Nullable LabelDelay delay) {
    ColumnInspection label =
        roles.label() == null || areShares(roles) ? null : roles.label().column();
    ClassesInference classes =
        ClassesInference.of(roles.prediction(), ClassesInference.labels(label), evidence);
    List<Entry> entries = new ArrayList<>();
    entries.add(name.entry());
    entries.add(classes.entry());
    predictions(entries, roles, classes, evidence);
    if (roles.labels() != null) {
      labels(entries, roles, roles.labels(), delay);
    }
    entries.addAll(RangeInference.entries(extent));
    entries.addAll(new FeatureInference(roles.predictions(), roles.used()).entries());
    entries.add(
        new Entry(
            "output.path",
            YamlText.of("reports/" + name.asFolder()),
            "directory of reports and profiles, relative to the working directory",
            Certainty.GUESSED));
    return new Starter(entries);
  }

  /** The same with a dataset of its own as the reference. */
  public Starter beside(Roles roles, DatasetInspection reference) {
    return new Starter(new ReferenceInference(roles, reference).in(entries));
  }

  private static void predictions(
      List<Entry> entries,
      Roles roles,
      ClassesInference classes,
      @Nullable LabelledFigures evidence) {
    source(entries, PREDICTIONS, roles.predictions());
    key(entries, roles, evidence);
    Prediction prediction = roles.prediction();
    entries.add(
        new Entry(
            PREDICTIONS + "probability",
            classes.probability(prediction),
            prediction.because(),
            prediction.certainty()));
    if (prediction.scale() != Scale.PROBABILITY) {
      entries.add(
          Entry.sure(PREDICTIONS + "scale", prediction.scale().name().toLowerCase(Locale.ROOT)));
    }
    entries.add(timestamp(roles.timestamp()));
    add(entries, PREDICTIONS + "version", roles.version());
    add(entries, PREDICTIONS + "weight", roles.weight());
    if (roles.labels() == null) {
      labelBeside(entries, roles);
    }
  }

  private static Entry timestamp(@Nullable TimestampInference timestamp) {
    return timestamp == null
        ? new Entry(
            PREDICTIONS + "timestamp",
            Entry.TODO,
            "no column of dates or timestamps: name one, or an SQL expression such as"
                + " to_timestamp(day, 'dd/MM/yyyy')",
            Certainty.OPEN)
        : timestamp.entry(PREDICTIONS + "timestamp");
  }

  private static void add(List<Entry> entries, String key, @Nullable Choice choice) {
    if (choice != null) {
      entries.add(choice.entry(key));
    }
  }

  private static void labelBeside(List<Entry> entries, Roles roles) {
    entries.add(
        roles.label() != null
            ? label(PREDICTIONS + "label", roles, roles.label())
            : new Entry(
                PREDICTIONS + "label",
                "label",
                "without labels there is no log loss, only an estimate from the predictions",
                Certainty.SUGGESTED));
  }

  private static Entry label(String key, Roles roles, Choice label) {
    return areShares(roles) ? Regression.shares(key, label.column()) : label.entry(key);
  }

  private static boolean areShares(Roles roles) {
    return roles.label() != null
        && Regression.areShares(roles.prediction(), roles.label().column());
  }

  private static void labels(
      List<Entry> entries, Roles roles, DatasetInspection labels, @Nullable LabelDelay delay) {
    source(entries, LABELS, labels);
    KeyInference key = roles.key();
    entries.add(
        key == null
            ? new Entry(
                LABELS + "key", "[" + Entry.TODO + "]", "as predictions.key", Certainty.OPEN)
            : Entry.sure(LABELS + "key", YamlText.list(key.ofLabels())));
    entries.add(
        roles.label() == null
            ? new Entry(
                LABELS + "label",
                Entry.TODO,
                "no column looks like one; available: " + labels.listing(),
                Certainty.OPEN)
            : label(LABELS + "label", roles, roles.label()));
    if (roles.arrival() != null) {
      entries.addAll(LagInference.entries(roles.arrival(), delay));
    }
  }

  private static void source(List<Entry> entries, String section, DatasetInspection look) {
    SourceSpec source = look.source();
    if (source.table() != null) {
      entries.add(Entry.sure(section + "table", YamlText.of(source.table())));
      return;
    }
    List<String> remarks = new ArrayList<>(look.remarks());
    String types =
        source.schema() == null || remarks.isEmpty() ? "" : remarks.remove(remarks.size() - 1);
    entries.add(
        new Entry(
            section + "format",
            YamlText.of(source.format()),
            String.join("; ", remarks),
            Certainty.SURE));
    entries.add(Entry.sure(section + "path", YamlText.of(source.place())));
    if (!source.options().isEmpty()) {
      entries.add(
          Entry.sure(section + "options", YamlText.mapping(new TreeMap<>(source.options()))));
    }
    if (source.schema() != null) {
      entries.add(
          new Entry(section + "schema", YamlText.of(source.schema()), types, Certainty.GUESSED));
    }
  }

  private static void key(List<Entry> entries, Roles roles, @Nullable LabelledFigures evidence) {
    KeyInference key = roles.key();
    if (key != null) {
      LabelledFigures joined = roles.labels() == null ? null : evidence;
      entries.add(
          new Entry(
              PREDICTIONS + "key",
              YamlText.list(key.ofPredictions()),
              (isPoor(joined) ? "check: " : "") + key.because() + found(joined),
              isPoor(joined) ? Certainty.DOUBTFUL : key.certainty()));
    } else if (roles.labels() != null) {
      entries.add(
          new Entry(
              PREDICTIONS + "key",
              "[" + Entry.TODO + "]",
              "no column has the same name and type in both datasets: predictions have "
                  + roles.predictions().listing()
                  + "; labels have "
                  + roles.labels().listing(),
              Certainty.OPEN));
    } else {
      entries.add(
          new Entry(
              PREDICTIONS + "key",
              "[id]",
              "identifies a prediction, so that one sent twice counts once",
              Certainty.SUGGESTED));
    }
  }

  /** Whether so few predictions have a label that another key may be meant. */
  private static boolean isPoor(@Nullable LabelledFigures evidence) {
    return evidence != null && 2 * evidence.labelled() < evidence.looked();
  }

  private static String found(@Nullable LabelledFigures evidence) {
    return evidence == null
        ? ""
        : String.format(
            Locale.ROOT,
            "; %2$,d of the first %1$,d predictions have a label",
            evidence.looked(),
            evidence.labelled());
  }

  /** Whether no label was found, so that nothing will be judged by labels. */
  public boolean isWithoutLabel() {
    return entries.stream()
        .noneMatch(
            entry ->
                entry.name().equals("label")
                    && entry.certainty() != Certainty.SUGGESTED
                    && entry.certainty() != Certainty.OPEN);
  }

  /** Whether the configuration cannot be used before somebody fills something in. */
  public boolean isOpen() {
    return entries.stream().anyMatch(entry -> entry.certainty() == Certainty.OPEN);
  }

  /** What somebody has to look at. */
  public List<Entry> toDo() {
    return entries.stream().filter(entry -> entry.certainty().isToDo()).toList();
  }
}
