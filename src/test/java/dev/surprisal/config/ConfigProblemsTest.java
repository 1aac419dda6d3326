package dev.surprisal.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is told about a configuration that cannot be used, word for word. */
class ConfigProblemsTest {

  private final ConfigReader reader = new ConfigReader();

  @Test
  void twoMisspeltKeysAreBothTold() {
    String text =
        Yaml.SMALL
            .replace("  probability:", "  probabilty:")
            .replace("output:", "drift: {alhpa: 0.01}\noutput:");

    assertThat(problems(text))
        .containsExactly(
            "x.yaml:4: Unknown key predictions.probabilty (did you mean predictions.probability?)",
            "x.yaml:8: Unknown key drift.alhpa (did you mean drift.alpha?)");
  }

  @Test
  void everyProblemIsToldInTheOrderOfTheFile() {
    String text =
        """
        modle: {name: x}
        unit: joules
        predictions:
          pth: in
          probability: [p_down, p_up]
          timestamp: 5
          key: id
          label: label
        labels: {path: labels, label: label, duplicates: last}
        window: fortnight
        reference: {from: 2026-02-01, to: 2026-01-01}
        current: {from: 2026-02-30}
        slices: [weekday, [weekday], []]
        drift: {alpha: 2, min_rows: ten}
        """;

    assertThat(problems(text))
        .containsExactly(
            "x.yaml:1: Missing output (must be a mapping with the keys path, tables, store,"
                + " json, metrics, scores, costliest_rows, url)",
            "x.yaml:1: Unknown key modle (did you mean model?)",
            "x.yaml:2: Invalid unit: joules (must be one of nats, bits)",
            "x.yaml:4: Unknown key predictions.pth (did you mean predictions.path?)",
            "x.yaml:5: Invalid predictions.probability: [p_down, p_up] (must be a column, or a"
                + " mapping of classes to columns, e.g. {DOWN: p_down, UP: p_up})",
            "x.yaml:6: Invalid predictions.timestamp: 5 (must be text: put it in quotes)",
            "x.yaml:7: Invalid predictions.key: id (must be a list, e.g. [id])",
            "x.yaml:8: Invalid predictions.label: label (cannot be combined with labels)",
            "x.yaml:9: Invalid labels.duplicates: last (must be one of latest, first, fail)",
            "x.yaml:9: Missing labels.key (must be a list, e.g. [id])",
            "x.yaml:10: Invalid window: fortnight (must be a positive number and a unit: minutes,"
                + " hours, days, weeks, months or years, e.g. 7 days)",
            "x.yaml:11: Invalid reference.to: 2026-01-01 (must be after reference.from,"
                + " 2026-02-01)",
            "x.yaml:12: Invalid current.from: 2026-02-30 (must be a valid date and time of day)",
            "x.yaml:12: Missing current.to (must be a date or timestamp, e.g. 1997-05-01,"
                + " 1997-05-01T12:00 or 1997-05-01T12:00:00Z)",
            "x.yaml:13: Invalid slices[2]: [] (must be a column, or a list of different columns,"
                + " e.g. [weekday, daypart])",
            "x.yaml:14: Invalid drift.alpha: 2 (must be in (0, 1))",
            "x.yaml:14: Invalid drift.min_rows: ten (must be a whole number of at least 2)");
  }

  @Test
  void aReferenceThatIsNeitherARangeNorADatasetIsToldBothWays() {
    assertThat(problems(Yaml.SMALL.replace("{from: 1996-12-01, to: 1997-05-01}", "{}")))
        .containsExactly(
            "x.yaml:6: Missing reference.from (must be a date or timestamp, e.g. 1997-05-01,"
                + " 1997-05-01T12:00 or 1997-05-01T12:00:00Z; or set reference.path or"
                + " reference.table if the reference is a separate dataset)");
  }

  @Test
  void rangesAndTimestampsMayBeMissingOnlyBesideADatasetAsTheReference() {
    assertThat(problems(Yaml.SMALL, "current=null", "predictions.timestamp=null"))
        .containsExactly(
            "x.yaml:1: Missing current (must be a mapping with the keys from, to)",
            "x.yaml:2: Missing predictions.timestamp (must be text, e.g. scored_at)");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{format: csv} | Missing reference.path (required with reference.format (or"
            + " reference.table))",
        "{pth: a} | Unknown key reference.pth (did you mean reference.path?)",
        "{path: a, table: b} | Invalid reference.path: a (cannot be combined with"
            + " reference.table)",
        "{path: []} | Invalid reference.path: [] (must be a path, or a list of paths, e.g."
            + " data/predictions)",
        "{path: a, duplicates: first} | Invalid reference.duplicates: first (requires"
            + " reference.key)",
        "{path: a, probability: {LEFT: p}} | Invalid reference.probability.LEFT: p (must be one of"
            + " model.classes: DOWN, UP)",
        "{path: a, scale: logit, rest: spread} | Invalid reference.rest: spread (requires"
            + " reference.scale: probability)",
        "{path: a, key: [i], label: y, labels: {path: b, key: [i], label: y}} | Invalid"
            + " reference.label: y (cannot be combined with reference.labels)",
        "{path: a, key: [i], labels: {path: b}} | Missing reference.labels.label (must be a column"
            + " or SQL expression, e.g. label)",
        "{path: a, key: [i], labels: {label: y}} | Missing reference.labels.path (must be given, or"
            + " reference.labels.table)",
        "{path: a, labels: {path: b, label: y}} | Missing reference.key (required with"
            + " reference.labels, to match its key)",
        "{path: a, key: [i], labels: {path: b, key: [i, j], label: y}} | Invalid"
            + " reference.labels.key: [i, j] (must have as many columns as reference.key, [i])",
        "{path: a, unlabelled: [-1]} | Invalid reference.unlabelled: [-1] (requires"
            + " reference.label)",
        "{path: a, label: y, unlabelled: [UP]} | Invalid reference.unlabelled: UP (must not be one"
            + " of model.classes: DOWN, UP)",
        "{path: a, key: [i], unlabelled: [-1], labels: {path: b, key: [i], label: y}} | Invalid"
            + " reference.unlabelled: [-1] (belongs in reference.labels, where the label is)",
        "{path: a, from: 1997-01-01, to: 1996-01-01} | Invalid reference.to: 1996-01-01 (must be"
            + " after reference.from, 1997-01-01)",
      })
  void aReferenceDatasetIsDescribedWhole(String reference, String told) {
    assertThat(problems(Yaml.SMALL.replace("{from: 1996-12-01, to: 1997-05-01}", reference)))
        .singleElement()
        .asString()
        .endsWith(told);
  }

  @Test
  void rangesOfRowsWithoutATimestampAreRefused() {
    assertThat(
            problems(
                Yaml.SMALL.replace("{from: 1996-12-01,", "{path: a, from: 1996-12-01,"),
                "predictions.timestamp=null"))
        .containsExactly(
            "x.yaml:6: Invalid reference.from: 1996-12-01 (requires" + " predictions.timestamp)",
            "x.yaml:6: Invalid reference.to: 1997-05-01 (requires" + " predictions.timestamp)",
            "x.yaml:7: Invalid current.from: 1997-05-01 (requires" + " predictions.timestamp)",
            "x.yaml:7: Invalid current.to: 1998-12-06 (requires" + " predictions.timestamp)");
  }

  @Test
  void theMessageHasOneLineForEachProblem() {
    ConfigException refused = refused(Yaml.SMALL, "unit=x", "drift.alpha=7");

    assertThat(refused)
        .hasMessage(
            "--set drift.alpha: Invalid drift.alpha: 7 (must be in (0, 1))\n"
                + "--set unit: Invalid unit: x (must be one of nats, bits)");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "alpha: 0.05 | alpha (did you mean drift.alpha?)",
        "modell: {} | modell (did you mean model?)",
        "classes: [A, B] | classes (did you mean model.classes?)",
        "colums: [a] | colums (did you mean columns?)",
        "frobnicate: 1 | frobnicate",
        "<<: {unit: bits} | <<",
      })
  void anUnknownKeyComesWithTheNearestKnownOne(String line, String told) {
    assertThat(problems(Yaml.SMALL + line)).containsExactly("x.yaml:9: Unknown key " + told);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "model.name=2024 | Invalid model.name: 2024 (must be text: put it in quotes)",
        "model.name=' ' | Invalid model.name: ' ' (must not be blank)",
        "model.classes=[A] | Invalid model.classes: [A] (must have at least 2)",
        "model.classes=[A,B,A] | Invalid model.classes: [A, B, A] (must not contain duplicates)",
        "model.classes=[1,'1'] | Invalid model.classes: [1, 1] (must not contain duplicates)",
        "model.classes=[a,[b]] | Invalid model.classes[1]: [b] (must be the name of a class, in"
            + " quotes where it looks like a number)",
        "time_zone=Mars | Invalid time_zone: Mars (must be a time zone, e.g. UTC, Europe/Paris or"
            + " +02:00)",
        "window=0 days | Invalid window: 0 days (must be a positive number and a unit: minutes,"
            + " hours, days, weeks, months or years, e.g. 7 days)",
        "sliding=often | Invalid sliding: often (must be a positive number and a unit: minutes,"
            + " hours, days, weeks, months or years, e.g. 28 days)",
        "sliding=1 day | Invalid sliding: 1 day (must be a multiple of window, 1 day, and at least"
            + " 2 windows)",
        "sliding=36 hours | Invalid sliding: 36 hours (must be a multiple of window, 1 day, and at"
            + " least 2 windows)",
        "sliding=3 months | Invalid sliding: 3 months (must be a multiple of window, 1 day, and at"
            + " least 2 windows)",
        "columns=[a, a] | Invalid columns: [a, a] (must not contain duplicates)",
        "columns=a | Invalid columns: a (must be a list, e.g. [price, demand])",
        "zero.policy=ignore | Invalid zero.policy: ignore (must be one of clip, infinite,"
            + " renormalise)",
        "zero.floor=0 | Invalid zero.floor: 0 (must be in (0, 0.1])",
        "zero.floor=1e999 | Invalid zero.floor: 1e999 (must be a number in (0, 0.1])",
        "checks.sum_tolerance=-1 | Invalid checks.sum_tolerance: -1 (must be in (0, 0.5])",
        "checks.max_rejected=5% | Invalid checks.max_rejected: 5% (must be a number in [0, 1])",
        "checks.max_duplicates=2 | Invalid checks.max_duplicates: 2 (must be in [0, 1])",
        "drift.min_rows=1 | Invalid drift.min_rows: 1 (must be a whole number of at least 2)",
        "drift.min_effect.log_loss=-0.1 | Invalid drift.min_effect.log_loss: -0.1 (must be at least"
            + " 0)",
        "drift=0.05 | Invalid drift: 0.05 (must be a mapping with the keys alpha, correction,"
            + " min_rows, min_effect, additional_comparisons, previous, lifetime)",
        "drift.additional_comparisons=[recall] | Invalid drift.additional_comparisons[0]: recall"
            + " (must be one of macro_precision, macro_f1, balanced_accuracy, mcc,"
            + " average_precision, classwise_ece, class_precision, class_recall, class_f1)",
        "model.decision_threshold=0 | Invalid model.decision_threshold: 0 (must be a probability"
            + " between 0 and 1, e.g. 0.3; it is that of the last of model.classes)",
        "model.decision_threshold=30% | Invalid model.decision_threshold: 30% (must be a"
            + " probability between 0 and 1, e.g. 0.3; it is that of the last of model.classes)",
        "limits.slices=0 | Invalid limits.slices: 0 (must be in [1, 1000000])",
        "limits.categories=0 | Invalid limits.categories: 0 (must be in [1, 10000])",
        "predictions.rest=guess | Invalid predictions.rest: guess (must be one of reject, spread)",
        "output.scores=yes | Invalid output.scores: yes (must be true or false)",
        "output.metrics.slices=some | Invalid output.metrics.slices: some (must be one of none,"
            + " alerting, all)",
        "output.metrics.pushgateway={} | Missing output.metrics.pushgateway.url (must be an http or"
            + " https URL without parameters, e.g. http://pushgateway:9091, or {env: NAME} or"
            + " {file: PATH})",
        "output.metrics.pushgateway={url: 'http://p', timeout_seconds: 0} | Invalid"
            + " output.metrics.pushgateway.timeout_seconds: 0 (must be in [1, 300])",
        "output.metrics.pushgateway={url: 'http://p', grouping: {model: x}} | Invalid"
            + " output.metrics.pushgateway.grouping: {model: x} (must be a mapping of labels that"
            + " the metrics do not have themselves, named with letters, digits and underscores,"
            + " e.g. {environment: production})",
        "output.metrics.pushgateway={url: 'http://p', grouping: {a: []}} | Invalid"
            + " output.metrics.pushgateway.grouping.a: [] (must be text, a number, true or false)",
        "predictions.options={a: [b]} | Invalid predictions.options.a: [b] (must be text, a number,"
            + " true or false)",
        "current.from=yesterday | Invalid current.from: yesterday (must be a date or timestamp,"
            + " e.g. 1997-05-01, 1997-05-01T12:00 or 1997-05-01T12:00:00Z)",
        "current.to=1997-05-01 | Invalid current.to: 1997-05-01 (must be after current.from,"
            + " 1997-05-01)",
      })
  void aValueIsToldWithWhatItMustBe(String setting, String told) {
    String key = setting.substring(0, setting.indexOf('='));

    assertThat(problems(Yaml.SMALL, setting)).containsExactly("--set " + key + ": " + told);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ftp://user:hunter2@push:21",
        "user:hunter2@push:9091",
        "http://user:hunter2@push:9091?x=1",
        "http://user:hunter2@pu sh",
        "http://user:hunt/er2@push",
      })
  void aUrlThatCannotBeUsedIsToldWithoutItsPassword(String url) {
    assertThat(problems(Yaml.SMALL, "output.metrics.pushgateway={url: '" + url + "'}"))
        .singleElement(STRING)
        .contains("Invalid output.metrics.pushgateway.url: ")
        .contains("***@pu")
        .contains(
            "(must be an http or https URL without parameters, e.g. http://pushgateway:9091, or"
                + " {env: NAME} or {file: PATH})")
        .doesNotContain("hunt", "er2");
  }

  @Test
  void theCurrentRangeMustNotOverlapTheReference() {
    assertThat(problems(Yaml.SMALL, "reference.to=1997-05-02"))
        .containsExactly(
            "x.yaml:7: Invalid current: 1997-05-01 to 1998-12-06 (must not overlap reference,"
                + " 1996-12-01 to 1997-05-02)");
  }

  @Test
  void theRangesMustNotBeCutIntoTooManyWindows() {
    // 151 and 584 days of 1,440 minutes, and one more window for each range.
    assertThat(problems(Yaml.SMALL, "window=1 minute"))
        .containsExactly(
            "--set window: Invalid window: 1 minute (must divide reference and current into at most"
                + " 20000 windows, not about 1058402)");
  }

  @Test
  void aSourceIsEitherAPathOrATable() {
    assertThat(problems(Yaml.SMALL, "predictions.path=null"))
        .containsExactly(
            "x.yaml:2: Missing predictions.path (must be given, or predictions.table)");
    assertThat(problems(Yaml.BESIDE, "predictions.path=in", "predictions.schema=id INT"))
        .containsExactly(
            "--set predictions.path: Invalid predictions.path: in (cannot be combined with"
                + " predictions.table)",
            "--set predictions.schema: Invalid predictions.schema: id INT (cannot be combined with"
                + " predictions.table)");
  }

  @Test
  void labelsAreWaitedForByTheClockAndNotByTheCalendar() {
    assertThat(problems(Yaml.LARGE, "labels.lag=1 month"))
        .containsExactly(
            "--set labels.lag: Invalid labels.lag: 1 month (must be a positive number and a unit:"
                + " minutes, hours, days or weeks, e.g. 7 days)");
  }

  @Test
  void labelsNeedAPredictionKeyOfTheSameLength() {
    assertThat(problems(Yaml.SMALL, "labels={path: l, key: [id], label: label}"))
        .containsExactly(
            "x.yaml:2: Missing predictions.key (required with labels, to match labels.key)");
    assertThat(problems(Yaml.LARGE, "labels.key=[s]"))
        .containsExactly(
            "--set labels.key: Invalid labels.key: [s] (must have as many columns as"
                + " predictions.key, [station, hour])");
  }

  @Test
  void aChallengerFitsThePredictions() {
    assertThat(problems(Yaml.SMALL, "challenger={path: c, probability: p}"))
        .containsExactly(
            "x.yaml:2: Missing predictions.key (required with challenger, to find the same rows)");
    assertThat(problems(Yaml.BESIDE, "challenger.key=[a, b]"))
        .containsExactly(
            "--set challenger.key: Invalid challenger.key: [a, b] (must have as many columns as"
                + " predictions.key, [id])");
    assertThat(problems(Yaml.BESIDE, "challenger.probability={SIDEWAYS: p}"))
        .containsExactly(
            "--set challenger.probability: Invalid challenger.probability.SIDEWAYS: p (must be one"
                + " of model.classes: DOWN, UP)");
    assertThat(problems(Yaml.BESIDE, "columns=[challenger_js_divergence]"))
        .containsExactly(
            "--set columns: Invalid columns: challenger_js_divergence (has the name of a column"
                + " that challenger adds)");
    assertThat(problems(Yaml.BESIDE, "predictions.probability=p", "predictions.rest=spread"))
        .containsExactly(
            "--set predictions.rest: Invalid predictions.rest: spread (cannot be spread with"
                + " challenger)");
  }

  @Test
  void aClassifierTellsRowsApartByColumns() {
    assertThat(problems(Yaml.SMALL, "classifier={}"))
        .containsExactly(
            "x.yaml:1: Missing columns (required with classifier, which uses them as features)");
    assertThat(problems(Yaml.CLASSIFIED, "columns=[]"))
        .containsExactly(
            "--set columns: Invalid columns: [] (must name at least one with classifier, which uses"
                + " them as features)");
    assertThat(problems(Yaml.CLASSIFIED, "classifier.row=1000"))
        .containsExactly(
            "--set classifier.row: Unknown key classifier.row (did you mean classifier.rows?)");
  }

  @Test
  void duplicatesCannotBeToldWithoutWhatTellsThem() {
    assertThat(problems(Yaml.SMALL, "predictions.duplicates=fail"))
        .containsExactly(
            "--set predictions.duplicates: Invalid predictions.duplicates: fail (requires"
                + " predictions.key)");
    assertThat(problems(Yaml.LARGE, "labels.timestamp="))
        .containsExactly(
            "x.yaml:25: Invalid labels.duplicates: first (requires" + " labels.timestamp)");
  }

  @Test
  void theColumnsOfThePredictionMatchTheClasses() {
    assertThat(problems(Yaml.LARGE, "predictions.probability={dry: a, rain: b}"))
        .containsExactly(
            "--set predictions.probability: Invalid predictions.probability: {dry: a, rain: b}"
                + " (must name a column for each of model.classes; missing: snow)");
    assertThat(problems(Yaml.LARGE, "predictions.probability={dry: a, rain: b, slush: c}"))
        .containsExactly(
            "--set predictions.probability: Invalid predictions.probability.slush: c (must be one"
                + " of model.classes: dry, rain, snow)");
    assertThat(problems(Yaml.BESIDE, "predictions.probability={DOWN: p, UP: p}"))
        .containsExactly(
            "--set predictions.probability: Invalid predictions.probability.UP: p (is already the"
                + " column of another class)");
    assertThat(problems(Yaml.BESIDE, "predictions.probability={}"))
        .containsExactly(
            "--set predictions.probability: Invalid predictions.probability: {} (must be a column,"
                + " or a mapping of classes to columns, e.g. {DOWN: p_down, UP: p_up})");
  }

  @Test
  void noSliceComesTwice() {
    assertThat(problems(Yaml.SMALL, "slices=[a, [a], [a, b], [b, a]]"))
        .containsExactly(
            "--set slices: Invalid slices[1]: [a] (is the same slice as slices[0])",
            "--set slices: Invalid slices[3]: [b, a] (is the same slice as slices[2])");
    assertThat(problems(Yaml.SMALL, "slices=[[a, a]]"))
        .containsExactly(
            "--set slices: Invalid slices[0]: [a, a] (must be a column, or a list of different"
                + " columns, e.g. [weekday, daypart])");
  }

  @Test
  void theUniformPartThatIsMixedInIsLessThanAll() {
    assertThat(
            problems(
                Yaml.SMALL.replace("[DOWN, UP]", "[a, b, c, d, e, f, g, h, i, j]"),
                "zero={policy: renormalise, floor: 0.1}"))
        .containsExactly(
            "--set zero: Invalid zero.floor: 0.1 (must be less than 1 / 10, one over the number of"
                + " classes, with zero.policy: renormalise)");
  }

  @Test
  void aThresholdIsOfTwoClasses() {
    assertThat(
            problems(
                Yaml.SMALL.replace("[DOWN, UP]", "[DOWN, FLAT, UP]"),
                "model.decision_threshold=0.3"))
        .containsExactly(
            "--set model.decision_threshold: Invalid model.decision_threshold: 0.3 (requires two"
                + " classes; model.classes has 3. Remove it: of more classes the most probable one"
                + " is predicted)");
  }

  @Test
  void comparisonsOfEachClassAreOfFewClasses() {
    String seventeen =
        IntStream.range(0, 17).mapToObj(i -> "c" + i).collect(Collectors.joining(", ", "[", "]"));
    assertThat(
            problems(
                Yaml.SMALL.replace("[DOWN, UP]", seventeen),
                "drift.additional_comparisons=[macro_f1, class_recall]"))
        .containsExactly(
            "--set drift.additional_comparisons: Invalid drift.additional_comparisons:"
                + " class_recall (requires at most 16 classes; model.classes has 17)");
  }

  @Test
  void nothingIsNoValue() {
    assertThat(problems(Yaml.SMALL + "slices:\n"))
        .containsExactly(
            "x.yaml:9: Invalid slices: nothing (must be a list, e.g. [weekday, daypart, [weekday,"
                + " daypart]])");
  }

  @Test
  void aMissingKeyStandsAtItsParent() {
    assertThat(problems(Yaml.SMALL.replace("name: electricity, ", ""), "output=null"))
        .containsExactly(
            "x.yaml:1: Missing model.name (must be text, e.g. electricity)",
            "x.yaml:1: Missing output (must be a mapping with the keys path, tables, store,"
                + " json, metrics, scores, costliest_rows, url)");
    assertThat(problems(Yaml.SMALL.replace("to: 1998-12-06", "")))
        .containsExactly(
            "x.yaml:7: Missing current.to (must be a date or timestamp, e.g. 1997-05-01,"
                + " 1997-05-01T12:00 or 1997-05-01T12:00:00Z)");
  }

  @Test
  void anEmptyFileIsToldAsSuch() {
    String told =
        "x.yaml:1: Invalid configuration: empty (must be a mapping with keys such as model and"
            + " predictions)";

    assertThat(problems("")).containsExactly(told);
    assertThat(problems("# nothing but a comment\n")).containsExactly(told);
  }

  @Test
  void aTextThatIsNoMappingIsToldAsSuch() {
    assertThat(problems("- model\n- unit\n"))
        .containsExactly(
            "x.yaml:1: Invalid configuration: [model, unit] (must be a mapping with keys such as"
                + " model and predictions)");
  }

  @Test
  void brokenYamlIsToldWithItsLine() {
    assertThat(problems("model: {name: x\nunit: nats\n"))
        .containsExactly("x.yaml:2: Invalid YAML: expected ',' or '}', but got :");
    assertThat(problems("model:\n  name: x\n unit: nats\n"))
        .containsExactly(
            "x.yaml:3: Invalid YAML: expected <block end>, but found '<block mapping start>'");
    assertThat(problems("unit: nats\n---\nunit: bits\n"))
        .containsExactly(
            "x.yaml:2: Invalid YAML: expected a single document in the stream, but found another"
                + " document");
    assertThat(problems("unit: \u0001\n"))
        .singleElement()
        .asString()
        .startsWith("x.yaml:1: Invalid YAML: ");
    assertThat(problems(Yaml.SMALL, "slices=[a"))
        .containsExactly("--set slices: Invalid YAML: expected ',' or ']', but got <stream end>");
  }

  @Test
  void aKeyGivenTwiceIsToldWithBothLines() {
    assertThat(problems(Yaml.SMALL + "current: {from: 1998-01-01, to: 1998-02-01}\n"))
        .containsExactly("x.yaml:9: Duplicate key current (already given on line 7)");
  }

  @Test
  void tagsAndListsAsKeysAreRefused() {
    assertThat(problems(Yaml.SMALL + "unit: !!binary bmF0cw==\n"))
        .contains(
            "x.yaml:9: Invalid unit: tag:yaml.org,2002:binary (custom tags are not supported)");
    assertThat(problems(Yaml.SMALL + "? [a, b]\n: c\n"))
        .containsExactly("x.yaml:9: Invalid key in the configuration (must be text)");
  }

  @Test
  void anAliasInsideItsOwnAnchorEnds() {
    assertThat(problems(Yaml.SMALL + "slices: &s [a, *s]\n"))
        .contains(
            "x.yaml:9: Invalid slices[1]: an alias to an enclosing node (must not contain itself)");
  }

  @Test
  void aSettingMustBeAKeyAndAValue() {
    for (String text : List.of("drift.alpha", "=3")) {
      assertThat(catchThrowableOfType(ConfigException.class, () -> Setting.parse(text)))
          .hasMessage(
              "Invalid --set: "
                  + text
                  + " (must be a key and a value, e.g. --set drift.alpha=0.01)");
    }
    assertThat(problems(Yaml.SMALL, "drift..alpha=1"))
        .containsExactly(
            "Invalid --set drift..alpha: 1 (must be a dotted key, e.g. --set drift.alpha=0.01)");
    assertThat(problems(Yaml.SMALL, "drift.alfa=1", "unti=bits"))
        .containsExactly(
            "--set drift.alfa: Unknown key drift.alfa (did you mean drift.alpha?)",
            "--set unti: Unknown key unti (did you mean unit?)");
  }

  @Test
  void toTakeAwayAKeyThatThereIsNotIsNoUseUnlessItIsKnown() {
    assertThat(problems(Yaml.LARGE, "lables=null", "sliding=", "predictions.options.none="))
        .containsExactly("--set lables: Unknown key lables (did you mean labels?)");
  }

  @Test
  void fromAndToAreNamedInTheirProblems() {
    ConfigException refused =
        catchThrowableOfType(
            ConfigException.class,
            () ->
                reader.parse(
                    "x.yaml", Yaml.SMALL, List.of(Setting.from("tomorrow"), Setting.to("1997"))));

    assertThat(refused)
        .hasMessage(
            "--from: Invalid current.from: tomorrow (must be a date or timestamp, e.g. 1997-05-01,"
                + " 1997-05-01T12:00 or 1997-05-01T12:00:00Z)\n"
                + "--to: Invalid current.to: 1997 (must be a date or timestamp, e.g. 1997-05-01,"
                + " 1997-05-01T12:00 or 1997-05-01T12:00:00Z)");
  }

  @Test
  void aLongValueIsCutAndALineBreakShownAsABlank() {
    assertThat(problems(Yaml.SMALL, "unit=\"a\\nb" + "c".repeat(200) + "\""))
        .containsExactly(
            "--set unit: Invalid unit: a b" + "c".repeat(77) + "… (must be one of nats, bits)");
  }

  private List<String> problems(String text, String... settings) {
    return refused(text, settings).problems().stream().map(Problem::toString).toList();
  }

  private ConfigException refused(String text, String... settings) {
    List<Setting> parsed = Arrays.stream(settings).map(Setting::parse).toList();
    return catchThrowableOfType(ConfigException.class, () -> reader.parse("x.yaml", text, parsed));
  }
}
