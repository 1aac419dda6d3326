package dev.surprisal.starter;

import dev.surprisal.dataset.inspect.ColumnInspection;
import dev.surprisal.dataset.inspect.DatasetInspection;
import dev.surprisal.dataset.spec.SourceSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The entries of a configuration whose reference is a dataset of its own: what it does not have in
 * common with the predictions.
 */
final class ReferenceInference {

  private static final String REFERENCE = "reference.";
  private static final String TIMESTAMP = "predictions.timestamp";

  private final Roles roles;
  private final DatasetInspection reference;

  ReferenceInference(Roles roles, DatasetInspection reference) {
    this.roles = roles;
    this.reference = reference;
  }

  /** The entries, with the dataset in the place of the reference's range. */
  List<Entry> in(List<Entry> entries) {
    List<Entry> all = new ArrayList<>();
    for (Entry entry : entries) {
      switch (entry.key()) {
        case "reference" -> all.addAll(dataset());
        case "current" -> all.add(current(entry));
        case TIMESTAMP -> all.add(timestamp(entry));
        default -> all.add(entry);
      }
    }
    return all;
  }

  /** The range need not be told, and what was guessed of a range in two halves does not fit. */
  private static Entry current(Entry guessed) {
    String example = guessed.certainty() == Certainty.OPEN ? "2026-01-01" : first(guessed.value());
    return new Entry(
        "current",
        "{from: " + example + "}",
        "all predictions are compared with the reference, or those of a time range",
        Certainty.SUGGESTED);
  }

  private static String first(String range) {
    return range.replaceFirst("^\\{from: ([^,}]*).*$", "$1");
  }

  private static Entry timestamp(Entry guessed) {
    return guessed.certainty() == Certainty.OPEN
        ? new Entry(
            TIMESTAMP,
            "scored_at",
            "no column of dates or timestamps: all predictions are one window",
            Certainty.SUGGESTED)
        : guessed;
  }

  private List<Entry> dataset() {
    List<Entry> entries = new ArrayList<>();
    source(entries);
    for (ColumnInspection column : roles.prediction().columns()) {
      if (isMissing(column)) {
        entries.add(
            new Entry(
                REFERENCE + "probability",
                Entry.TODO,
                "the reference has no column " + column.name() + "; it has " + reference.listing(),
                Certainty.OPEN));
        break;
      }
    }
    label().ifPresent(entries::add);
    return entries;
  }

  private void source(List<Entry> entries) {
    SourceSpec source = reference.source();
    SourceSpec predictions = roles.predictions().source();
    if (source.table() != null) {
      entries.add(Entry.sure(REFERENCE + "table", YamlText.of(source.table())));
      return;
    }
    boolean sameForm = predictions.table() == null && source.format().equals(predictions.format());
    if (!sameForm) {
      entries.add(Entry.sure(REFERENCE + "format", YamlText.of(source.format())));
    }
    entries.add(
        new Entry(REFERENCE + "path", YamlText.of(source.place()), missing(), Certainty.SURE));
    if (!(sameForm && source.options().equals(predictions.options()))) {
      if (!source.options().isEmpty() || sameForm) {
        entries.add(
            Entry.sure(REFERENCE + "options", YamlText.mapping(new TreeMap<>(source.options()))));
      }
    }
    String schema = source.schema();
    if (schema != null && !sameForm) {
      entries.add(new Entry(REFERENCE + "schema", YamlText.of(schema), "", Certainty.GUESSED));
    }
  }

  /** What it goes without. */
  private String missing() {
    List<String> missing = new ArrayList<>();
    TimestampInference timestamp = roles.timestamp();
    if (timestamp != null && isMissing(timestamp.column())) {
      missing.add(
          "it has no " + timestamp.column().name() + ", so all of its rows form one window");
    }
    Choice version = roles.version();
    if (version != null && isMissing(version.column())) {
      missing.add(
          "it has no " + version.name() + ", so its rows are the reference for every version");
    }
    return String.join("; ", missing);
  }

  /** Nothing where it is found as that of the predictions is. */
  private Optional<Entry> label() {
    Choice label = roles.label();
    boolean beside = roles.labels() == null;
    if (beside && label != null && !isMissing(label.column())) {
      return Optional.empty();
    }
    Choice own = ownLabel();
    if (own != null) {
      return Optional.of(own.entry(REFERENCE + "label"));
    }
    return beside && label != null
        ? Optional.of(
            new Entry(
                REFERENCE + "label",
                Entry.TODO,
                "the reference has no column " + label.name() + "; it has " + reference.listing(),
                Certainty.OPEN))
        : Optional.empty();
  }

  private @Nullable Choice ownLabel() {
    List<ColumnInspection> named =
        reference.columns().stream().filter(it -> Names.LABEL.know(it.name())).toList();
    return Choice.among(named, Names.LABEL, "named like a label").orElse(null);
  }

  private boolean isMissing(ColumnInspection column) {
    return reference.columns().stream()
        .noneMatch(own -> own.name().equalsIgnoreCase(column.name()));
  }
}
