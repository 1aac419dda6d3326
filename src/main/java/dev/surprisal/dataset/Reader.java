package dev.surprisal.dataset;

import dev.surprisal.dataset.source.Input;
import dev.surprisal.dataset.source.InputProblem;
import dev.surprisal.dataset.source.InputRefusedException;
import dev.surprisal.dataset.source.StrictReading;
import dev.surprisal.dataset.spec.ChallengerSpec;
import dev.surprisal.dataset.spec.Inheritance;
import dev.surprisal.dataset.spec.LabelSpec;
import dev.surprisal.dataset.spec.PredictionSpec;
import dev.surprisal.dataset.spec.Scoring;
import dev.surprisal.dataset.spec.SourceSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;

/**
 * Opens the datasets, finds everything that is wrong with their schemas, and plans the checked
 * rows. Reads no row itself, unless a source must be read to find its schema.
 */
public final class Reader {

  private final SparkSession spark;
  private final Scoring scoring;
  private final Inheritance inheritance;

  /**
   * Reads a dataset.
   *
   * @param spark the session, in which the functions' catalog is registered
   * @param scoring what is said of the dataset
   * @param inheritance what of that was not said of it itself
   */
  public Reader(SparkSession spark, Scoring scoring, Inheritance inheritance) {
    this.spark = spark;
    this.scoring = scoring;
    this.inheritance = inheritance;
  }

  /**
   * Looks at the first rows of predictions that are said to be logits.
   *
   * @throws InputRefusedException where they are not, or may mean two things
   */
  public void requireLogits() {
    List<InputProblem> problems = new ArrayList<>();
    PredictionSpec predictions = scoring.predictions();
    new LogitCheck(
            spark,
            scoring.name(),
            new InheritedSpecs(inheritance).fitted(spark, predictions.source()),
            predictions.probability(),
            scoring.classes())
        .check(problems);
    ChallengerSpec challenger = scoring.challenger();
    // The challenger is the same of all datasets.
    if (challenger != null && !scoring.isReference()) {
      new LogitCheck(
              spark,
              ChallengerPlan.KEY,
              challenger.source(),
              challenger.probability(),
              scoring.classes())
          .check(problems);
    }
    if (!problems.isEmpty()) {
      throw new InputRefusedException(problems);
    }
  }

  /**
   * Opens the datasets.
   *
   * @throws InputRefusedException with every problem of all schemas
   */
  public Opened open() {
    List<InputProblem> problems = new ArrayList<>();
    String name = scoring.name();
    Optional<Input> input =
        input(
            name,
            new InheritedSpecs(inheritance).fitted(spark, scoring.predictions().source()),
            problems);
    Scoring fitted =
        input.map(i -> new InheritedSpecs(inheritance).fitted(i, scoring)).orElse(scoring);
    PredictionSpec spec = fitted.predictions();
    Optional<Keys> keys = input.flatMap(i -> Keys.resolve(i, name + ".key", spec.key()));
    Optional<PredictionPlan> predictions =
        input.flatMap(i -> whole(i, PredictionPlan.resolve(i, keys, fitted)));
    Optional<LabelPlan> labels =
        Optional.ofNullable(fitted.labels()).flatMap(of -> labels(of, keys, problems));
    Optional<ChallengerPlan> challenger =
        Optional.ofNullable(fitted.challenger()).flatMap(of -> challenger(of, keys, problems));
    if (!problems.isEmpty()) {
      throw new InputRefusedException(problems);
    }
    return new Opened(
        new Join(predictions.orElseThrow(), labels.orElse(null), challenger.orElse(null), fitted));
  }

  private Optional<Input> input(String name, SourceSpec source, List<InputProblem> problems) {
    return Input.open(spark, name, StrictReading.of(spark, source), problems);
  }

  private Optional<LabelPlan> labels(
      LabelSpec spec, Optional<Keys> others, List<InputProblem> problems) {
    String name = scoring.labelsName();
    Optional<Input> input = input(name, spec.source(), problems);
    Optional<Keys> keys = input.flatMap(i -> Keys.resolve(i, name + ".key", spec.key()));
    if (keys.isPresent() && others.isPresent()) {
      keys.get().requireTypesOf(others.get(), input.orElseThrow());
    }
    return input.flatMap(i -> whole(i, LabelPlan.resolve(i, keys, spec, scoring.classes())));
  }

  private Optional<ChallengerPlan> challenger(
      ChallengerSpec spec, Optional<Keys> others, List<InputProblem> problems) {
    Optional<Input> input = input(ChallengerPlan.KEY, spec.source(), problems);
    Optional<Keys> keys =
        input.flatMap(i -> Keys.resolve(i, ChallengerPlan.KEY + ".key", spec.key()));
    if (keys.isPresent() && others.isPresent()) {
      keys.get().requireTypesOf(others.get(), input.orElseThrow());
    }
    return input.flatMap(i -> whole(i, ChallengerPlan.resolve(i, keys, spec, scoring.classes())));
  }

  private static <T> Optional<T> whole(Input input, Optional<T> plan) {
    plan.ifPresent(resolved -> input.requireWholeColumns());
    return plan;
  }
}
