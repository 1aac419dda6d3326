package dev.surprisal.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.surprisal.dataset.spec.ChallengerSpec;
import dev.surprisal.dataset.spec.CheckPolicy;
import dev.surprisal.dataset.spec.CostliestSpec;
import dev.surprisal.dataset.spec.DuplicatePolicy;
import dev.surprisal.dataset.spec.LabelSpec;
import dev.surprisal.dataset.spec.PredictionSpec;
import dev.surprisal.dataset.spec.ProbabilitySpec;
import dev.surprisal.dataset.spec.ReferenceSpec;
import dev.surprisal.dataset.spec.SourceSpec;
import dev.surprisal.drift.classifier.ClassifierPolicy;
import dev.surprisal.drift.finding.ComparisonKind;
import dev.surprisal.drift.finding.Correction;
import dev.surprisal.drift.finding.DriftPolicy;
import dev.surprisal.drift.incident.Acknowledgement;
import dev.surprisal.math.InformationUnit;
import dev.surprisal.notification.NotificationSpec;
import dev.surprisal.profile.row.ZeroPolicy;
import dev.surprisal.profile.time.CalendarLength;
import dev.surprisal.profile.time.FixedLength;
import dev.surprisal.profile.time.TimeRange;
import dev.surprisal.report.MetricsSpec;
import dev.surprisal.report.News;
import dev.surprisal.report.OutputSpec;
import dev.surprisal.secret.Secret;
import dev.surprisal.tables.FormatSetting;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigReaderTest {

  private final ConfigReader reader = new ConfigReader();

  private static FormatSetting format(String of, String name) {
    return new FormatSetting("output." + of + ".format", name);
  }

  @Test
  void readsEveryKey() {
    Config config = read(Yaml.LARGE);

    assertThat(config)
        .isEqualTo(
            new Config(
                "weather",
                List.of("dry", "rain", "snow"),
                null,
                InformationUnit.BITS,
                ZoneId.of("Europe/Paris"),
                largePredictions(),
                largeLabels(),
                largeChallenger(),
                new FixedLength(Duration.ofHours(12)),
                4,
                // In May, Paris is two hours ahead of UTC, in December one.
                range("1996-11-30T23:00:00Z", "1997-05-01T10:00:00Z"),
                range("1997-05-01T10:00:00Z", "1998-12-06T00:00:00Z"),
                null,
                List.of(List.of("weekday"), List.of("weekday", "daypart")),
                List.of("pressure", "humidity"),
                new ZeroPolicy(ZeroPolicy.Kind.RENORMALISE, 1e-6),
                new CheckPolicy(0.001, 0.5, true, 0.25),
                new DriftPolicy(
                    0.01, Correction.BENJAMINI_YEKUTIELI, 50, 0.1, 0.2, 0.3, 0.4, true, true),
                new ClassifierPolicy(5_000, 4, 20, 7),
                new Limits(250, 40),
                List.of(
                    new Acknowledgement(
                        "1f0c7a52be91",
                        // In July, Paris is two hours ahead of UTC.
                        Instant.parse("2026-06-30T22:00:00Z"),
                        "known outage of the vendor")),
                new OutputSpec(
                    "out",
                    format("tables", "orc"),
                    format("store", "delta"),
                    true,
                    new MetricsSpec(
                        MetricsSpec.Slices.ALL,
                        new MetricsSpec.Pushgateway(
                            Secret.literal("https://push.example:9091/base"),
                            "drift",
                            Map.of("environment", "production"),
                            Duration.ofSeconds(30))),
                    true,
                    "https://reports.example.com/weather",
                    new CostliestSpec(5, true, List.of("weekday")),
                    null),
                new NotificationSpec(
                    List.of(
                        new NotificationSpec.Webhook(
                            new Secret(Secret.Source.ENV, "PAGER_URL"),
                            NotificationSpec.Form.SLACK,
                            Map.of(
                                "Authorization",
                                new Secret(Secret.Source.FILE, "/run/secrets/pager"),
                                "X-Team",
                                new Secret(Secret.Source.ENV, "TEAM")),
                            new NotificationSpec.When(Set.of(), true),
                            Duration.ofMillis(2500))),
                    List.of(
                        new NotificationSpec.Email(
                            "smtp.example.com",
                            2525,
                            NotificationSpec.Security.TLS,
                            "surprisal",
                            new Secret(Secret.Source.ENV, "SMTP_PASSWORD"),
                            "Surprisal <surprisal@example.com>",
                            List.of("a@example.com", "b@example.com"),
                            new NotificationSpec.When(
                                Set.of(News.Occasion.NEW, News.Occasion.WORSE), false),
                            Duration.ofSeconds(20)))),
                config.resolved()));
  }

  @Test
  void fillsInTheDocumentedDefaults() {
    Config config = read(Yaml.SMALL);

    assertThat(config)
        .isEqualTo(
            new Config(
                "electricity",
                List.of("DOWN", "UP"),
                null,
                InformationUnit.NATS,
                ZoneId.of("UTC"),
                new PredictionSpec(
                    new SourceSpec("parquet", "predictions", null, Map.of(), null),
                    List.of(),
                    ProbabilitySpec.ofColumn("probability", ProbabilitySpec.Scale.PROBABILITY),
                    "scored_at",
                    null,
                    null,
                    DuplicatePolicy.LATEST,
                    null,
                    List.of()),
                null,
                null,
                new CalendarLength(1, CalendarLength.Unit.DAY, ZoneId.of("UTC")),
                0,
                range("1996-12-01T00:00:00Z", "1997-05-01T00:00:00Z"),
                range("1997-05-01T00:00:00Z", "1998-12-06T00:00:00Z"),
                null,
                List.of(),
                List.of(),
                new ZeroPolicy(ZeroPolicy.Kind.CLIP, 1e-15),
                new CheckPolicy(1e-4, 0.05, false, 0.1),
                new DriftPolicy(
                    0.05, Correction.BENJAMINI_HOCHBERG, 100, 0.01, 0.02, 0.02, 0.5, false, false),
                null,
                new Limits(1000, 256),
                List.of(),
                new OutputSpec(
                    "target/electricity",
                    format("tables", "parquet"),
                    format("tables", "parquet"),
                    false,
                    MetricsSpec.DEFAULT,
                    false,
                    null,
                    null,
                    null),
                NotificationSpec.NONE,
                config.resolved()));
  }

  @Test
  void classifiesByTheDocumentedDefaultsWhereAskedWithoutAWord() {
    assertThat(read(Yaml.CLASSIFIED).classifier())
        .isEqualTo(new ClassifierPolicy(20_000, 5, 50, 1));
  }

  @Test
  void readsALabelBesideThePredictionOneColumnOfTwoClassesAndATable() {
    assertThat(read(Yaml.BESIDE).predictions())
        .isEqualTo(
            new PredictionSpec(
                new SourceSpec("parquet", null, "warehouse.predictions", Map.of(), null),
                List.of("id"),
                ProbabilitySpec.ofColumns(Map.of("UP", "p_up"), ProbabilitySpec.Scale.PROBABILITY),
                "scored_at",
                null,
                "label",
                DuplicatePolicy.LATEST,
                null,
                List.of()));
  }

  @Test
  void aReferenceDatasetHasOfThePredictionsWhatIsNotSaidOfIt() {
    Config config =
        read(
            Yaml.BESIDE
                .replace("table: warehouse.predictions", "format: csv\n  path: log.csv")
                .replace("{from: 1996-12-01, to: 1997-05-01}", "{path: training.csv, key: [row]}"));

    ReferenceSpec reference = Objects.requireNonNull(config.referenceDataset());
    PredictionSpec predictions = config.predictions();
    assertThat(reference.predictions())
        .isEqualTo(
            new PredictionSpec(
                new SourceSpec("csv", "training.csv", null, Map.of(), null),
                List.of("row"),
                predictions.probability(),
                predictions.timestamp(),
                null,
                "label",
                DuplicatePolicy.LATEST,
                null,
                List.of()));
    assertThat(reference.labels()).isNull();
    assertThat(reference.inheritance().members())
        .containsExactlyInAnyOrder("format", "probability", "timestamp", "label");
    assertThat(config.reference()).isEqualTo(TimeRange.always(TimeRange.Side.REFERENCE));
    assertThat(config.current()).isEqualTo(range("1997-05-01T00:00:00Z", "1998-12-06T00:00:00Z"));
  }

  @Test
  void aReferenceDatasetOfAnotherFormatHasNeitherOptionsNorSchemaOfThePredictions() {
    String text =
        Yaml.DATASET.replaceAll("  (options: .merge|schema: row|  [a-z]+:|labels:).*\n", "");
    Config config = read(text);

    ReferenceSpec reference = Objects.requireNonNull(config.referenceDataset());
    assertThat(reference.predictions().source())
        .isEqualTo(new SourceSpec("orc", "training", null, Map.of(), null, List.of("test")));
    assertThat(reference.labels()).isEqualTo(config.labels());
  }

  @Test
  void labelsOfAReferenceDatasetAreAsTheOtherLabelsOrLieAsItDoes() {
    Config likeOthers =
        read(
            Yaml.TABLES.replace(
                "{from: 1996-12-01, to: 1997-05-01}", "{path: a, labels: {path: b}}"));
    Config alone =
        read(
            Yaml.BESIDE.replace(
                "{from: 1996-12-01, to: 1997-05-01}",
                "{format: csv, path: a, options: {sep: \";\"}, labels: {path: b, label: y}}"));

    LabelSpec labels = Objects.requireNonNull(likeOthers.referenceDataset()).labels();
    assertThat(labels)
        .isEqualTo(
            new LabelSpec(
                new SourceSpec("parquet", "b", null, Map.of(), null),
                List.of("id"),
                "label",
                null,
                DuplicatePolicy.LATEST,
                null,
                List.of()));
    ReferenceSpec reference = Objects.requireNonNull(alone.referenceDataset());
    assertThat(reference.predictions().label()).isNull();
    assertThat(reference.labels())
        .isEqualTo(
            new LabelSpec(
                new SourceSpec("csv", "b", null, Map.of("sep", ";"), null),
                List.of("id"),
                "y",
                null,
                DuplicatePolicy.LATEST,
                null,
                List.of()));
  }

  @Test
  void noKeyIsIgnored() {
    List<String> tried = new ArrayList<>();
    String sparse = Yaml.TABLES.replace("probability\n", "probability\n  rest: spread\n");
    String decided =
        Yaml.TABLES.replace("UP]}\n", "UP], decision_threshold: 0.3}\n")
            + "drift: {additional_comparisons: [macro_f1, class_recall]}\n";
    assertThat(read(decided).threshold()).isEqualTo(0.3);
    assertThat(read(decided).drift().additional())
        .containsExactlyInAnyOrder(ComparisonKind.MACRO_F1, ComparisonKind.CLASS_RECALL);
    String weighted = Yaml.TABLES.replace("probability\n", "probability\n  weight: 1 / rate\n");
    String unlabelled =
        Yaml.BESIDE.replace("label: label\n", "label: label\n  unlabelled: [-1, \"\"]\n");
    assertThat(read(unlabelled).predictions().unlabelled()).containsExactly("-1", "");
    assertThat(read(weighted).predictions().weight()).isEqualTo("1 / rate");
    assertThat(read(Yaml.TABLES).predictions().weight()).isNull();
    for (String text :
        List.of(
            Yaml.LARGE,
            Yaml.BESIDE,
            Yaml.TABLES,
            sparse,
            decided,
            weighted,
            unlabelled,
            Yaml.DATASET,
            Yaml.DATASET_TABLE,
            Yaml.DATASET_LABELS,
            Yaml.DATABASE,
            Yaml.DATABASE_FILE)) {
      Config whole = read(text);
      ConfigTree tree = ConfigTree.read(new ConfigSchema().keys(), "x.yaml", text, List.of());
      for (String key : new ConfigSchema().keys().all()) {
        if (tree.has(key)) {
          assertThat(without(text, key))
              .as("the configuration without %s", key)
              .isNotEqualTo(whole);
          tried.add(key);
        }
      }
    }
    // Limits of metrics are tried in their own test: without its bound, a limit is none.
    assertThat(tried)
        .containsAll(
            new ConfigSchema()
                .keys().all().stream()
                    .filter(key -> !key.matches("limits\\.(slice_|class_)?metrics.*"))
                    .filter(key -> !key.matches(".*\\.url\\.(env|file)"))
                    .toList());
  }

  @ParameterizedTest
  @CsvSource({
    "1997-05-01, 1997-04-30T22:00:00Z",
    "1997-05-01T12:00, 1997-05-01T10:00:00Z",
    "1997-05-01 12:00, 1997-05-01T10:00:00Z",
    "1997-05-01 12:00:00, 1997-05-01T10:00:00Z",
    "1997-05-01T12:00:00.5, 1997-05-01T10:00:00.5Z",
    "1997-05-01T12:00Z, 1997-05-01T12:00:00Z",
    "1997-05-01T12:00:00Z, 1997-05-01T12:00:00Z",
    "1997-05-01T12:00:00+05:30, 1997-05-01T06:30:00Z",
  })
  void readsDatesAndTimestampsInTheTimeZoneWhereTheyBearNone(String text, String instant) {
    Config config =
        read(
            Yaml.SMALL,
            "time_zone=Europe/Paris",
            "reference.to=1997-04-01",
            "current.from=" + text);

    assertThat(config.current().from()).isEqualTo(Instant.parse(instant));
  }

  @Test
  void classNamesAreTextWhateverTheyLookLike() {
    String text = Yaml.SMALL.replace("[DOWN, UP]", "[NO, 1, true, 007, '<script>\"', 1e]");

    assertThat(read(text).classes()).containsExactly("NO", "1", "true", "007", "<script>\"", "1e");
  }

  @Test
  void numericClassesMatchTheKeysOfAMapping() {
    String text =
        Yaml.SMALL
            .replace("[DOWN, UP]", "[0, 1]")
            .replace("probability: probability", "probability: {0: p0, 1: p1}");

    assertThat(read(text).predictions().probability().columns())
        .isEqualTo(Map.of("0", "p0", "1", "p1"));
  }

  @Test
  void anAliasStandsForItsAnchor() {
    String text =
        Yaml.SMALL.replace("path: predictions", "path: &in predictions\n  options: {dir: *in}");

    assertThat(read(text).predictions().source().options()).isEqualTo(Map.of("dir", "predictions"));
  }

  @Test
  void settingsTakeThePlaceOfTheFilesValues() {
    Config config =
        read(
            Yaml.LARGE,
            "drift.alpha=0.02",
            "slices=[a,[a,b]]",
            "output.costliest_rows=null",
            "predictions.options.a.b=c",
            "challenger.options.a.b=c",
            "predictions.probability={dry: d, rain: r, snow: s}",
            "predictions.probability.rain=rr",
            "labels.timestamp=null",
            "labels.duplicates=",
            "output.path=a=b");

    assertThat(config.drift())
        .isEqualTo(
            new DriftPolicy(
                0.02, Correction.BENJAMINI_YEKUTIELI, 50, 0.1, 0.2, 0.3, 0.4, true, true));
    assertThat(config.slices()).isEqualTo(List.of(List.of("a"), List.of("a", "b")));
    assertThat(config.predictions().source().options()).containsEntry("a.b", "c").hasSize(4);
    assertThat(Objects.requireNonNull(config.challenger()).source().options())
        .isEqualTo(Map.of("mergeSchema", "true", "a.b", "c"));
    assertThat(config.predictions().probability().columns())
        .isEqualTo(Map.of("dry", "d", "rain", "rr", "snow", "s"));
    LabelSpec labels = Objects.requireNonNull(config.labels());
    assertThat(labels.timestamp()).isNull();
    assertThat(labels.duplicates()).isEqualTo(DuplicatePolicy.LATEST);
    assertThat(config.output().path()).isEqualTo("a=b");
  }

  @Test
  void aSettingGivesWhatTheFileLacks() {
    Config config = read(Yaml.SMALL, "drift.min_effect.log_loss=0.5", "zero.floor=null");

    assertThat(config.drift())
        .isEqualTo(
            new DriftPolicy(
                0.05, Correction.BENJAMINI_HOCHBERG, 100, 0.01, 0.5, 0.02, 0.5, false, false));
    assertThat(config.zero()).isEqualTo(ZeroPolicy.DEFAULT);
  }

  @Test
  void theLastSettingOfAKeyCounts() {
    assertThat(read(Yaml.SMALL, "unit=nats", "unit=bits").unit()).isEqualTo(InformationUnit.BITS);
  }

  @Test
  void fromAndToChooseTheCurrentRange() {
    Config config =
        reader
            .parse(
                "x.yaml",
                Yaml.SMALL,
                List.of(Setting.from("1998-01-01"), Setting.to("1998-01-02T03:00")))
            .config();

    assertThat(config.current()).isEqualTo(range("1998-01-01T00:00:00Z", "1998-01-02T03:00:00Z"));
  }

  @Test
  void tellsWhereAKeyOrWhatShouldHoldItWasWritten() {
    LocatedConfig config =
        reader.parse("x.yaml", Yaml.LARGE, List.of(Setting.parse("labels.key=[s,h]")));

    assertThat(config.place("predictions.timestamp")).hasToString("x.yaml:14");
    assertThat(config.place("predictions.label")).hasToString("x.yaml:6");
    assertThat(config.place("slices[1]")).hasToString("x.yaml:43");
    assertThat(config.place("slices[7]")).hasToString("x.yaml:43");
    assertThat(config.place("labels.key[0]")).hasToString("--set labels.key");
    assertThat(config.place("")).hasToString("x.yaml:1");
  }

  @Test
  void pushesByTheDocumentedDefaultsWhereOnlyTheUrlIsGiven() {
    assertThat(read(Yaml.PUSHED).output().metrics())
        .isEqualTo(
            new MetricsSpec(
                MetricsSpec.Slices.ALERTING,
                new MetricsSpec.Pushgateway(
                    Secret.literal("http://pushgateway:9091"),
                    "surprisal",
                    Map.of(),
                    Duration.ofSeconds(10))));
  }

  private static PredictionSpec largePredictions() {
    return new PredictionSpec(
        new SourceSpec(
            "csv",
            "in/predictions",
            null,
            Map.of("header", "true", "sep", ";", "maxColumns", "100"),
            "station BIGINT, hour INT, p_dry DOUBLE, p_rain DOUBLE, p_snow DOUBLE"),
        List.of("station", "hour"),
        ProbabilitySpec.ofColumns(
            Map.of("dry", "p_dry", "rain", "p_rain", "snow", "p_snow"),
            ProbabilitySpec.Scale.LOGIT),
        "to_timestamp(at)",
        "model_version",
        null,
        DuplicatePolicy.FAIL,
        null,
        List.of());
  }

  private static ChallengerSpec largeChallenger() {
    return new ChallengerSpec(
        "second",
        new SourceSpec(
            "orc",
            "in/second",
            null,
            Map.of("mergeSchema", "true"),
            "site BIGINT, t INT, logits ARRAY<DOUBLE>"),
        List.of("site", "t"),
        ProbabilitySpec.ofColumn("logits", ProbabilitySpec.Scale.LOGIT),
        "to_timestamp(t)",
        "site > 0");
  }

  private static LabelSpec largeLabels() {
    return new LabelSpec(
        new SourceSpec(
            "json",
            "in/labels",
            null,
            Map.of("multiLine", "true"),
            "s BIGINT, h INT, weather STRING"),
        List.of("s", "h"),
        "weather",
        "seen_at",
        DuplicatePolicy.FIRST,
        Duration.ofDays(3),
        List.of("-1", ""));
  }

  private static TimeRange range(String from, String to) {
    return new TimeRange(Instant.parse(from), Instant.parse(to));
  }

  /** The configuration without the key, or what is wrong with it. */
  private Object without(String text, String key) {
    try {
      return read(text, key + "=null");
    } catch (ConfigException e) {
      return e.problems();
    }
  }

  private Config read(String text, String... settings) {
    return reader
        .parse("x.yaml", text, Arrays.stream(settings).map(Setting::parse).toList())
        .config();
  }
}
