package dev.surprisal.starter;

import static java.util.stream.Collectors.joining;

import dev.surprisal.dataset.inspect.ColumnInspection;
import dev.surprisal.dataset.inspect.LabelledFigures;
import dev.surprisal.starter.Prediction.Form;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The classes and the column of each.
 *
 * @param names the classes, in the order of the figures; empty where they could not be told
 * @param columns of each class its column, where there are such; else empty
 * @param because why they were chosen
 * @param certainty how sure that is
 */
record ClassesInference(
    List<String> names, Map<String, String> columns, String because, Certainty certainty) {

  /** More are for somebody else to write down. */
  static final int MOST = 200;

  /** Values so rare beside the others are rather mistakes than classes. */
  private static final double RARE = 0.01;

  private static final Set<String> POSITIVE =
      Set.of("1", "true", "yes", "y", "positive", "pos", "t");

  /** Whether a label usually says that something happened. */
  static boolean isPositive(String label) {
    return POSITIVE.contains(Names.plain(label)) || label.equals("1.0");
  }

  /** Guesses by the labels, which may be none, and by what predictions with labels say. */
  static ClassesInference of(
      Prediction prediction, Map<String, Long> labels, @Nullable LabelledFigures evidence) {
    if (prediction.form() == Form.SCORE) {
      return ofScore(prediction, labels, evidence);
    }
    List<String> named = matched(prediction, labels);
    if (!named.isEmpty()) {
      return ofNames(prediction, named, labels);
    }
    if (prediction.size() < 2 || prediction.size() > MOST) {
      return open(prediction.size() + " classes: name them in the order of the values");
    }
    return labels.isEmpty()
        ? numbered(prediction)
        : ofLabels(prediction, labels, new ClassOrder(evidence));
  }

  private static ClassesInference open(String because) {
    return new ClassesInference(List.of(), Map.of(), because, Certainty.OPEN);
  }

  /** The names that columns or fields tell, spelt as the labels are; none where labels differ. */
  private static List<String> matched(Prediction prediction, Map<String, Long> labels) {
    List<String> names = prediction.names();
    Map<String, String> spelt = new LinkedHashMap<>();
    labels.keySet().forEach(label -> spelt.putIfAbsent(Names.plain(label), label));
    boolean known = names.stream().anyMatch(name -> spelt.containsKey(Names.plain(name)));
    if (labels.isEmpty() || prediction.form() == Form.WHOLE) {
      return names;
    }
    return known
        ? names.stream()
            .map(name -> Objects.requireNonNullElse(spelt.get(Names.plain(name)), name))
            .toList()
        : List.of();
  }

  private static ClassesInference ofNames(
      Prediction prediction, List<String> names, Map<String, Long> labels) {
    List<String> strange =
        labels.keySet().stream().filter(label -> !names.contains(label)).toList();
    String where = prediction.form() == Form.WHOLE ? "fields or keys" : "columns";
    boolean fits = labels.isEmpty() || isRare(strange, labels);
    return new ClassesInference(
        names,
        prediction.form() == Form.WHOLE ? Map.of() : columns(prediction, names),
        fits
            ? "the names of the " + where + leftOut(strange)
            : "the names of the " + where + "; check: labels also include " + list(strange),
        fits ? Certainty.GUESSED : Certainty.DOUBTFUL);
  }

  private static Map<String, String> columns(Prediction prediction, List<String> names) {
    Map<String, String> columns = new LinkedHashMap<>();
    if (prediction.form() == Form.PER_CLASS) {
      IntStream.range(0, names.size())
          .forEach(i -> columns.put(names.get(i), prediction.columns().get(i).name()));
    }
    return columns;
  }

  private static ClassesInference numbered(Prediction prediction) {
    List<String> names = IntStream.range(0, prediction.size()).mapToObj(Integer::toString).toList();
    return new ClassesInference(
        names,
        columns(prediction, names),
        "no labels to take their names from: fill them in, in the order of the values",
        Certainty.DOUBTFUL);
  }

  /** The figures are of the labels' values; which is of which, predictions with labels show. */
  private static ClassesInference ofLabels(
      Prediction prediction, Map<String, Long> labels, ClassOrder order) {
    List<String> frequent = frequent(labels, prediction.size());
    List<String> indices =
        IntStream.range(0, prediction.size()).mapToObj(Integer::toString).toList();
    if (indices.containsAll(labels.keySet())) {
      return new ClassesInference(
          indices, columns(prediction, indices), "the labels are class indices", Certainty.GUESSED);
    }
    List<String> others = labels.keySet().stream().filter(l -> !frequent.contains(l)).toList();
    if (frequent.size() < prediction.size() || !isRare(others, labels)) {
      return open(
          "a prediction has "
              + prediction.size()
              + " values, but the labels are "
              + list(List.copyOf(labels.keySet()))
              + ": name the classes in the order of the values");
    }
    return ordered(prediction, frequent, order, leftOut(others));
  }

  private static ClassesInference ordered(
      Prediction prediction, List<String> frequent, ClassOrder order, String leftOut) {
    Optional<List<String>> fitting = order.order(frequent);
    List<String> names = fitting.orElse(frequent);
    return new ClassesInference(
        names,
        columns(prediction, names),
        fitting.isPresent()
            ? "check the order: it fits the labelled predictions, "
                + order.describe(names)
                + leftOut
            : "check the order: it must be that of the values; these are the labels in"
                + " alphabetical order"
                + leftOut,
        Certainty.DOUBTFUL);
  }

  private static ClassesInference ofScore(
      Prediction prediction, Map<String, Long> labels, @Nullable LabelledFigures evidence) {
    String column = prediction.columns().get(0).name();
    if (labels.isEmpty()) {
      String positive = prediction.names().isEmpty() ? "positive" : prediction.names().get(0);
      return new ClassesInference(
          List.of(prediction.names().isEmpty() ? "negative" : "not_" + positive, positive),
          Map.of(positive, column),
          "no labels to take their names from: fill them in",
          Certainty.DOUBTFUL);
    }
    List<String> two = frequent(labels, 2);
    List<String> others = labels.keySet().stream().filter(l -> !two.contains(l)).toList();
    if (two.size() < 2 || !isRare(others, labels)) {
      return open(
          column
              + " can be the probability of one of two classes, but the labels are "
              + list(List.copyOf(labels.keySet()))
              + ": name the classes, and give each its column in predictions.probability"
              + (labels.keySet().stream().allMatch(label -> label.matches("\\d+"))
                  ? "; counts suggest a regression, but only classifiers are supported"
                  : ""));
    }
    Score score = positive(prediction, two, new ClassOrder(evidence));
    return new ClassesInference(
        score.positive().equals(two.get(0)) ? List.of(two.get(1), two.get(0)) : two,
        Map.of(score.positive(), column),
        "the labels; "
            + column
            + " is the probability of "
            + score.positive()
            + ", "
            + score.why()
            + leftOut(others),
        score.certainty());
  }

  private record Score(String positive, String why, Certainty certainty) {}

  private static Score positive(Prediction prediction, List<String> two, ClassOrder order) {
    Optional<String> called =
        two.stream()
            .filter(
                label ->
                    prediction.names().stream()
                        .anyMatch(name -> Names.plain(name).equals(Names.plain(label))))
            .findFirst();
    Optional<String> higher = order.highest(two);
    Optional<String> usual = two.stream().filter(ClassesInference::isPositive).findFirst();
    if (called.isPresent()) {
      return new Score(called.get(), "by the column's name", Certainty.GUESSED);
    }
    if (higher.isPresent()) {
      String why = "which is higher where the label is " + higher.get();
      boolean strange = usual.isPresent() && !usual.get().equals(higher.get());
      return strange
          ? new Score(higher.get(), "check: " + why, Certainty.DOUBTFUL)
          : new Score(higher.get(), why, Certainty.GUESSED);
    }
    return usual.isPresent()
        ? new Score(usual.get(), "by convention for such labels", Certainty.GUESSED)
        : new Score(two.get(1), "or of " + two.get(0) + ": check which", Certainty.DOUBTFUL);
  }

  /** The most frequent labels, in the order of numbers or the alphabet. */
  private static List<String> frequent(Map<String, Long> labels, int most) {
    return labels.entrySet().stream()
        .sorted(
            Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                .thenComparing(Map.Entry.comparingByKey()))
        .limit(most)
        .map(Map.Entry::getKey)
        .sorted(
            Comparator.comparing(ClassesInference::number).thenComparing(Comparator.naturalOrder()))
        .toList();
  }

  private static double number(String text) {
    return text.matches("-?\\d{1,15}(\\.\\d{1,15})?") ? Double.parseDouble(text) : Double.MAX_VALUE;
  }

  private static boolean isRare(List<String> some, Map<String, Long> labels) {
    double all = labels.values().stream().mapToLong(Long::longValue).sum();
    return some.stream().mapToLong(label -> labels.getOrDefault(label, 0L)).sum() <= RARE * all;
  }

  private static String leftOut(List<String> labels) {
    return labels.isEmpty() ? "" : "; ignored because rare: " + list(labels);
  }

  private static String list(List<String> labels) {
    int more = labels.size() - 10;
    return labels.stream().limit(10).collect(joining(", "))
        + (more > 0 ? " and " + more + " more" : "");
  }

  /** The labels of a column, with how many rows have each; none where they are too many. */
  static Map<String, Long> labels(@Nullable ColumnInspection label) {
    Map<String, Long> values = label == null ? Map.of() : label.values();
    return values.size() > 2 * MOST ? Map.of() : values;
  }

  Entry entry() {
    return new Entry("model.classes", YamlText.list(names), because, certainty);
  }

  /** The value of {@code predictions.probability}. */
  String probability(Prediction prediction) {
    return columns.isEmpty()
        ? YamlText.of(prediction.columns().get(0).name())
        : YamlText.mapping(new LinkedHashMap<>(columns));
  }
}
