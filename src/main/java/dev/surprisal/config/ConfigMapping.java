package dev.surprisal.config;

import com.fasterxml.jackson.databind.JsonNode;
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
import dev.surprisal.drift.finding.DriftPolicy;
import dev.surprisal.drift.finding.EffectThreshold;
import dev.surprisal.drift.incident.Acknowledgement;
import dev.surprisal.math.InformationUnit;
import dev.surprisal.profile.row.ZeroPolicy;
import dev.surprisal.profile.time.TimeRange;
import dev.surprisal.profile.time.WindowLength;
import dev.surprisal.profile.time.WindowLengths;
import dev.surprisal.report.MetricsSpec;
import dev.surprisal.report.OutputSpec;
import dev.surprisal.tables.FormatSetting;
import dev.surprisal.tables.jdbc.Database;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Makes the records out of a tree that the schema and the rules have passed. */
final class ConfigMapping {

  private static final String PARQUET = "parquet";

  private final ConfigTree tree;

  ConfigMapping(ConfigTree tree) {
    this.tree = tree;
  }

  /**
   * Makes the configuration.
   *
   * @param resolved the same as a tree, to be shown
   */
  Config config(Map<String, Object> resolved) {
    boolean hasDataset = ReferenceTree.isDataset(tree);
    return new Config(
        text("model.name"),
        ConfigTree.texts(tree.at("model.classes")),
        tree.has("model.decision_threshold")
            ? Double.valueOf(tree.at("model.decision_threshold").doubleValue())
            : null,
        choice("unit", InformationUnit.NATS),
        zone(tree).orElseThrow(),
        predictions(),
        tree.has("labels") ? labels() : null,
        tree.has("challenger") ? challenger() : null,
        window(tree, zone(tree).orElseThrow()),
        tree.has("sliding") ? sliding(tree, zone(tree).orElseThrow()).orElseThrow() : 0,
        range("reference", hasDataset ? TimeRange.Side.REFERENCE : TimeRange.Side.PREDICTIONS),
        range("current", TimeRange.Side.PREDICTIONS),
        hasDataset ? reference() : null,
        slices(),
        ConfigTree.texts(tree.at("columns")),
        new ZeroPolicy(
            choice("zero.policy", ZeroPolicy.DEFAULT.kind()),
            number("zero.floor", ZeroPolicy.DEFAULT.floor())),
        new CheckPolicy(
            number("checks.sum_tolerance", CheckPolicy.DEFAULT.sumTolerance()),
            number("checks.max_rejected", CheckPolicy.DEFAULT.maxRejectedShare()),
            tree.at("checks.count_outside").asBoolean(CheckPolicy.DEFAULT.countOutside()),
            number("checks.max_duplicates", CheckPolicy.DEFAULT.maxDuplicateShare())),
        drift(),
        tree.has("classifier") ? classifier() : null,
        new Limits(
            tree.at("limits.slices").asInt(Limits.DEFAULT.slices()),
            tree.at("limits.categories").asInt(Limits.DEFAULT.categories()),
            new LimitMapping(tree, slices()).policy()),
        acknowledged(),
        output(),
        new NotificationMapping(tree.at("notify")).spec(),
        resolved);
  }

  private List<Acknowledgement> acknowledged() {
    ZoneId zone = zone(tree).orElseThrow();
    return elements(tree.at("incidents.acknowledged")).stream()
        .map(
            it ->
                new Acknowledgement(
                    it.path("id").asText(),
                    Instants.parse(it.path("until").asText(), zone).orElseThrow(),
                    it.path("reason").asText()))
        .toList();
  }

  private OutputSpec output() {
    String tables = "output.tables.format";
    String store = "output.store.format";
    boolean inDatabase = OutputRules.isDatabase(tree);
    // Rows that Spark writes, and profiles, are files beside a database, too.
    FormatSetting files = format(inDatabase ? store : tables, PARQUET);
    return new OutputSpec(
        text("output.path"),
        files,
        tree.has(store) ? format(store, files.name()) : files,
        tree.at("output.json").asText().equals("full"),
        metrics(),
        tree.at("output.scores").asBoolean(false),
        optional("output.url"),
        tree.has("output.costliest_rows") ? costliest() : null,
        inDatabase ? database() : null);
  }

  private Database database() {
    return new Database(
        text("output.tables.url"),
        optional("output.tables.user"),
        tree.has("output.tables.password")
            ? NotificationMapping.secret(tree.at("output.tables.password"))
            : null,
        optional("output.tables.schema"),
        optional("output.tables.driver"));
  }

  private CostliestSpec costliest() {
    String section = "output.costliest_rows";
    return new CostliestSpec(
        tree.at(section + ".rows").asInt(CostliestSpec.ROWS),
        tree.at(section + ".key").asBoolean(false),
        ConfigTree.texts(tree.at(section + ".columns")));
  }

  private MetricsSpec metrics() {
    String gateway = "output.metrics.pushgateway";
    return new MetricsSpec(
        choice("output.metrics.slices", MetricsSpec.DEFAULT.slices()),
        tree.has(gateway)
            ? new MetricsSpec.Pushgateway(
                NotificationMapping.secret(tree.at(gateway + ".url")),
                tree.at(gateway + ".job").asText(MetricsSpec.Pushgateway.JOB),
                mapping(tree.at(gateway + ".grouping")),
                Duration.ofSeconds(
                    tree.at(gateway + ".timeout_seconds")
                        .asLong(MetricsSpec.Pushgateway.TIMEOUT.toSeconds())))
            : null);
  }

  private FormatSetting format(String key, String fallback) {
    return new FormatSetting(key, tree.at(key).asText(fallback));
  }

  /** The configured zone, UTC where none is; nothing where there is no such zone. */
  static Optional<ZoneId> zone(ConfigTree tree) {
    try {
      return Optional.of(ZoneId.of(tree.at("time_zone").asText("UTC")));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /** The configured length of a window, a day where none is. */
  static WindowLength window(ConfigTree tree, ZoneId zone) {
    return WindowLengths.parse(tree.at("window").asText("1 day"), zone);
  }

  /** The windows that a configured sliding one spans; nothing where they do not add up to it. */
  static OptionalInt sliding(ConfigTree tree, ZoneId zone) {
    return window(tree, zone).windowsIn(WindowLengths.parse(tree.at("sliding").asText(), zone));
  }

  private List<List<String>> slices() {
    return elements(tree.at("slices")).stream().map(ConfigTree::texts).toList();
  }

  private PredictionSpec predictions() {
    return new PredictionSpec(
        source("predictions"),
        ConfigTree.texts(tree.at("predictions.key")),
        probability("predictions"),
        optional("predictions.timestamp"),
        optional("predictions.version"),
        optional("predictions.label"),
        choice("predictions.duplicates", DuplicatePolicy.LATEST),
        optional("predictions.weight"),
        ConfigTree.texts(tree.at("predictions.unlabelled")));
  }

  private ProbabilitySpec probability(String section) {
    ProbabilitySpec.Scale scale = choice(section + ".scale", ProbabilitySpec.Scale.PROBABILITY);
    JsonNode probability = tree.at(section + ".probability");
    if (probability.isObject()) {
      return ProbabilitySpec.ofColumns(mapping(probability), scale);
    }
    ProbabilitySpec whole = ProbabilitySpec.ofColumn(probability.asText(), scale);
    return choice(section + ".rest", ProbabilitySpec.Rest.REJECT) == ProbabilitySpec.Rest.SPREAD
        ? whole.spread()
        : whole;
  }

  private ChallengerSpec challenger() {
    return new ChallengerSpec(
        tree.at("challenger.name").asText("challenger"),
        source("challenger"),
        ConfigTree.texts(
            tree.at(tree.has("challenger.key") ? "challenger.key" : "predictions.key")),
        probability("challenger"),
        optional("challenger.timestamp"),
        optional("challenger.where"));
  }

  private LabelSpec labels() {
    return new LabelSpec(
        source("labels"),
        ConfigTree.texts(tree.at("labels.key")),
        text("labels.label"),
        optional("labels.timestamp"),
        choice("labels.duplicates", DuplicatePolicy.LATEST),
        tree.has("labels.lag") ? WindowLengths.parse(text("labels.lag")).estimatedDuration() : null,
        ConfigTree.texts(tree.at("labels.unlabelled")));
  }

  private SourceSpec source(String section) {
    List<String> paths = ConfigTree.texts(tree.at(section + ".path"));
    return new SourceSpec(
        tree.at(section + ".format").asText(PARQUET),
        paths.isEmpty() ? null : paths.get(0),
        optional(section + ".table"),
        mapping(tree.at(section + ".options")),
        optional(section + ".schema"),
        paths.subList(Math.min(1, paths.size()), paths.size()));
  }

  private ReferenceSpec reference() {
    ReferenceTree reference = new ReferenceTree(tree);
    ConfigMapping mapping = new ConfigMapping(reference.asPredictions());
    return new ReferenceSpec(
        mapping.predictions(),
        mapping.tree.has("labels") ? mapping.labels() : null,
        reference.inheritance());
  }

  private TimeRange range(String key, TimeRange.Side side) {
    return new TimeRange(
        instant(key + ".from", TimeRange.BEGINNING), instant(key + ".to", TimeRange.END), side);
  }

  private Instant instant(String key, Instant otherwise) {
    return tree.has(key)
        ? Instants.parse(text(key), zone(tree).orElseThrow()).orElseThrow()
        : otherwise;
  }

  private DriftPolicy drift() {
    DriftPolicy defaults = DriftPolicy.DEFAULT;
    return new DriftPolicy(
        number("drift.alpha", defaults.alpha()),
        choice("drift.correction", defaults.correction()),
        tree.at("drift.min_rows").asLong(defaults.minRows()),
        number(EffectThreshold.KL_DIVERGENCE.key(), defaults.minKlDivergence()),
        number(EffectThreshold.LOG_LOSS.key(), defaults.minLogLoss()),
        number(EffectThreshold.RATIO.key(), defaults.minRatio()),
        number(EffectThreshold.VOLUME.key(), defaults.minVolume()),
        tree.at("drift.previous").asBoolean(defaults.previous()),
        tree.at("drift.lifetime").asBoolean(defaults.lifetime()),
        additional());
  }

  private Set<ComparisonKind> additional() {
    List<String> names = ConfigTree.texts(tree.at("drift.additional_comparisons"));
    return Arrays.stream(ComparisonKind.values())
        .filter(kind -> names.contains(kind.label()))
        .collect(Collectors.toUnmodifiableSet());
  }

  private ClassifierPolicy classifier() {
    ClassifierPolicy defaults = ClassifierPolicy.DEFAULT;
    return new ClassifierPolicy(
        tree.at("classifier.rows").asInt(defaults.rows()),
        tree.at("classifier.folds").asInt(defaults.folds()),
        tree.at("classifier.trees").asInt(defaults.trees()),
        tree.at("classifier.seed").asLong(defaults.seed()));
  }

  private String text(String key) {
    return tree.at(key).asText();
  }

  private @Nullable String optional(String key) {
    return tree.has(key) ? text(key) : null;
  }

  private double number(String key, double fallback) {
    return tree.at(key).asDouble(fallback);
  }

  /** The constant whose name is the key's value in upper case. */
  private <E extends Enum<E>> E choice(String key, E fallback) {
    return tree.has(key)
        ? Enum.valueOf(fallback.getDeclaringClass(), text(key).toUpperCase(Locale.ROOT))
        : fallback;
  }

  private static Map<String, String> mapping(JsonNode node) {
    Map<String, String> mapping = new LinkedHashMap<>();
    node.properties().forEach(member -> mapping.put(member.getKey(), member.getValue().asText()));
    return mapping;
  }

  private static List<JsonNode> elements(JsonNode node) {
    return StreamSupport.stream(node.spliterator(), false).toList();
  }
}
