package dev.surprisal.starter;

import static java.util.stream.Collectors.toCollection;

import dev.surprisal.dataset.inspect.ColumnInspection;
import dev.surprisal.dataset.inspect.ColumnInspection.Kind;
import dev.surprisal.dataset.inspect.DatasetInspection;
import dev.surprisal.dataset.spec.ProbabilitySpec.Scale;
import dev.surprisal.starter.Prediction.Form;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Finds the prediction: what is a distribution in nearly every row comes first, then what is called
 * like one.
 */
final class PredictionInference {

  /** Some rows may be faulty, and the file is right all the same. */
  private static final double MOST = 0.9;

  private static final Pattern OF_CLASS =
      Pattern.compile(
          "(?i)(p|q|prob|proba|probability|score|pred|logit|logprob|log_prob)[_. -]+(.*\\S.*)");

  private static final Pattern CLASS_OF =
      Pattern.compile("(?i)(.*\\S.*?)[_. -]+(prob|proba|probability|score|logit|logprob)");

  /** Of more shares no table of a model's classes is made by hand. */
  private static final int MOST_ADDED = 60;

  private final DatasetInspection look;

  PredictionInference(DatasetInspection look) {
    this.look = look;
  }

  /** Where it was told to stand, or else the likeliest place; empty where no column can be one. */
  Optional<Prediction> prediction(Hints hints) {
    List<ColumnInspection> told =
        hints.probability().stream()
            .flatMap(name -> Hints.column(look, "--probability", name).stream())
            .toList();
    return told.isEmpty() ? prediction() : Optional.of(given(told));
  }

  private Optional<Prediction> prediction() {
    return Stream.<Supplier<Optional<Prediction>>>of(
            () -> whole(Scale.PROBABILITY),
            () -> perClass(true),
            () -> whole(Scale.LOG_PROBABILITY),
            () -> addingUp(3),
            this::score,
            this::named,
            () -> perClass(false),
            () -> addingUp(2),
            this::nameless)
        .flatMap(guess -> guess.get().stream())
        .findFirst();
  }

  /** Columns of figures that are on a scale in nearly all rows. */
  private Optional<Prediction> whole(Scale scale) {
    List<ColumnInspection> fitting =
        figures().stream().filter(column -> column.shareOf(scale) >= MOST).toList();
    String kind =
        scale == Scale.PROBABILITY
            ? "of numbers that sum to 1"
            : "of numbers whose exponentials sum to 1";
    return Choice.among(fitting, Names.PROBABILITY, kind).map(choice -> whole(choice, scale));
  }

  /** Columns of figures that are called like a prediction; where there are no rows, any. */
  private Optional<Prediction> named() {
    List<ColumnInspection> fitting =
        figures().stream()
            .filter(column -> look.rows() == 0 || Names.PROBABILITY.know(column.name()))
            .toList();
    return Choice.among(fitting, Names.PROBABILITY, "of number vectors")
        .map(
            choice -> {
              Scale scale = look.rows() == 0 ? Scale.PROBABILITY : Scale.LOGIT;
              String doubt =
                  look.rows() == 0
                      ? "; there are no rows that show whether its values sum to 1"
                      : "; its values do not sum to 1: check that they are logits";
              return whole(
                  new Choice(choice.column(), choice.because() + doubt, Certainty.DOUBTFUL), scale);
            });
  }

  private static Prediction whole(Choice choice, Scale scale) {
    ColumnInspection column = choice.column();
    int size = column.fields().isEmpty() ? column.usualSize() : column.fields().size();
    return new Prediction(
        Form.WHOLE,
        List.of(column),
        column.fields(),
        size,
        scale,
        choice.because() + (size > 0 ? " (" + size + " per row)" : ""),
        choice.certainty());
  }

  private List<ColumnInspection> figures() {
    return look.columns().stream()
        .filter(column -> column.kind() == Kind.FIGURES || column.kind() == Kind.NAMED_FIGURES)
        .toList();
  }

  /** Columns with one beginning, or end, of their names, and a class for the rest of it. */
  private Optional<Prediction> perClass(boolean addingUp) {
    List<Map<String, ColumnInspection>> groups = new ArrayList<>();
    for (Pattern pattern : List.of(OF_CLASS, CLASS_OF)) {
      groups.addAll(groups(pattern, pattern == OF_CLASS ? 1 : 2).values());
    }
    return groups.stream()
        .filter(group -> group.size() > 1)
        .filter(group -> isDistribution(group) == addingUp)
        .findFirst()
        .map(group -> perClass(group, addingUp));
  }

  private boolean isDistribution(Map<String, ColumnInspection> group) {
    return look.shareOfDistributions(List.copyOf(group.values())) >= MOST;
  }

  private static Prediction perClass(Map<String, ColumnInspection> group, boolean addingUp) {
    List<ColumnInspection> columns = List.copyOf(group.values());
    boolean logits = columns.stream().anyMatch(column -> !column.isShare());
    String told = "one column per class: " + Choice.names(columns);
    return new Prediction(
        Form.PER_CLASS,
        columns,
        List.copyOf(group.keySet()),
        columns.size(),
        !addingUp && logits ? Scale.LOGIT : Scale.PROBABILITY,
        addingUp
            ? told + ", which sum to 1"
            : told + ", by name; they do not sum to 1: check that they form one prediction",
        addingUp ? Certainty.GUESSED : Certainty.DOUBTFUL);
  }

  /**
   * Neighbouring columns of numbers that add up to 1, whatever they are called: most come first.
   */
  private Optional<Prediction> addingUp(int fewest) {
    List<ColumnInspection> shares = shares().stream().limit(MOST_ADDED).toList();
    for (int size = shares.size(); size >= fewest; size--) {
      for (int from = 0; from + size <= shares.size(); from++) {
        List<ColumnInspection> some = shares.subList(from, from + size);
        if (look.rows() > 0 && look.shareOfDistributions(some) >= MOST) {
          return Optional.of(
              new Prediction(
                  Form.PER_CLASS,
                  some,
                  some.stream().map(ColumnInspection::name).toList(),
                  size,
                  Scale.PROBABILITY,
                  Choice.names(some) + " sum to 1: check that they form one prediction",
                  Certainty.DOUBTFUL));
        }
      }
    }
    return Optional.empty();
  }

  private Prediction given(List<ColumnInspection> columns) {
    ColumnInspection first = columns.get(0);
    columns.stream()
        .filter(it -> !it.isNumeric() && !(columns.size() == 1 && figures().contains(it)))
        .findFirst()
        .ifPresent(
            it -> {
              throw Hints.refused(
                  "--probability",
                  it.name(),
                  "must be numeric, but is "
                      + it.type()
                      + "; if it holds numbers as text, write an SQL expression in the file, such"
                      + " as cast("
                      + it.name()
                      + " as double)");
            });
    if (!first.isNumeric()) {
      Scale scale =
          first.shareOf(Scale.PROBABILITY) >= MOST || look.rows() == 0
              ? Scale.PROBABILITY
              : first.shareOf(Scale.LOG_PROBABILITY) >= MOST ? Scale.LOG_PROBABILITY : Scale.LOGIT;
      return whole(given(first, scale), scale);
    }
    boolean shares = columns.stream().allMatch(ColumnInspection::isWithinShares);
    Scale scale = shares ? Scale.PROBABILITY : Scale.LOGIT;
    Choice choice = given(first, scale);
    if (columns.size() == 1) {
      return score(choice, scale);
    }
    return new Prediction(
        Form.PER_CLASS,
        columns,
        columns.stream().map(PredictionInference::nameOfClass).toList(),
        columns.size(),
        scale,
        choice.because(),
        choice.certainty());
  }

  private static Choice given(ColumnInspection column, Scale scale) {
    return scale == Scale.LOGIT
        ? new Choice(
            column,
            Choice.GIVEN + "; its values are not probabilities: check that they are logits",
            Certainty.DOUBTFUL)
        : new Choice(column, Choice.GIVEN, Certainty.SURE);
  }

  private static String nameOfClass(ColumnInspection column) {
    Matcher of = OF_CLASS.matcher(column.name());
    return of.matches() ? of.group(2) : column.name();
  }

  /** Of each beginning or end the classes and their columns, in the order of the schema. */
  private Map<String, Map<String, ColumnInspection>> groups(Pattern pattern, int affix) {
    Map<String, Map<String, ColumnInspection>> groups = new LinkedHashMap<>();
    for (ColumnInspection column : look.columns()) {
      Matcher matcher = pattern.matcher(column.name());
      if (column.isNumeric() && matcher.matches()) {
        groups
            .computeIfAbsent(Names.plain(matcher.group(affix)), key -> new LinkedHashMap<>())
            .putIfAbsent(matcher.group(3 - affix), column);
      }
    }
    return groups;
  }

  /** A column of numbers from 0 to 1 that is called like a probability. */
  private Optional<Prediction> score() {
    List<ColumnInspection> named =
        shares().stream().filter(column -> Names.PROBABILITY.know(column.name())).toList();
    return Choice.among(
            named, Names.PROBABILITY, "of numbers from 0 to 1 that is named like a probability")
        .map(choice -> score(choice, Scale.PROBABILITY));
  }

  /** A column of numbers from 0 to 1, whatever it is called; none where a number is predicted. */
  private Optional<Prediction> nameless() {
    List<ColumnInspection> all = shares();
    if (all.isEmpty() || new Regression(look).isLikely()) {
      return Optional.empty();
    }
    ColumnInspection best =
        all.stream().max(Comparator.comparingDouble(this::separation)).orElse(all.get(0));
    String because =
        all.size() == 1
            ? "check that this is a probability: it is the only column of numbers from 0 to 1"
            : "check which of these is right, columns of numbers from 0 to 1: " + Choice.names(all);
    return Optional.of(score(new Choice(best, because, Certainty.DOUBTFUL), Scale.PROBABILITY));
  }

  /** How far the numbers tell the values of some column of two apart. */
  private double separation(ColumnInspection share) {
    LabelInference guess =
        LabelInference.of(score(new Choice(share, "", Certainty.DOUBTFUL), Scale.PROBABILITY));
    return look.columns().stream()
        .filter(column -> !column.equals(share))
        .mapToDouble(guess::errors)
        .max()
        .orElse(0);
  }

  private static Prediction score(Choice choice, Scale scale) {
    Matcher matcher = OF_CLASS.matcher(choice.name());
    return new Prediction(
        Form.SCORE,
        List.of(choice.column()),
        matcher.matches() ? List.of(matcher.group(2)) : List.of(),
        2,
        scale,
        choice.because(),
        choice.certainty());
  }

  private List<ColumnInspection> shares() {
    return look.columns().stream()
        .filter(column -> column.isShare() && !Names.WEIGHT.know(column.name()))
        .filter(column -> !Names.LABEL.know(column.name()) || Names.PROBABILITY.know(column.name()))
        .filter(
            column -> Names.PROBABILITY.rank(column.name()) <= Names.PROBABILITY.better().size())
        .collect(toCollection(ArrayList::new));
  }
}
