package dev.surprisal.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaId;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigSchemaTest {

  private final ConfigReader reader = new ConfigReader();
  private final ConfigSchema schema = new ConfigSchema();

  /** Whether the schema by itself finds anything wrong, relations between keys included. */
  private static boolean accepts(ConfigTree tree) {
    return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
        .getSchema(ConfigSchema.text())
        .validate(tree.root())
        .isEmpty();
  }

  @Test
  void isAValidSchemaOfDraft202012() throws Exception {
    JsonNode document = new ObjectMapper().readTree(ConfigSchema.text());

    assertThat(document.path("$schema").asText()).isEqualTo(SchemaId.V202012);
    assertThat(
            JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(SchemaLocation.of(SchemaId.V202012))
                .validate(document))
        .isEmpty();
  }

  @Test
  void everyKeyHasATitleAndADescription() {
    for (String key : schema.keys().all()) {
      assertThat(schema.at(key).path("title").asText()).as("title of %s", key).isNotBlank();
      assertThat(schema.at(key).path("description").asText())
          .as("description of %s", key)
          .isNotBlank();
    }
  }

  @Test
  void noMappingTakesAKeyThatTheSchemaDoesNotName() {
    for (String key : schema.keys().all()) {
      if (schema.at(key).has("properties")) {
        assertThat(schema.at(key).path("additionalProperties"))
            .as("additionalProperties of %s", key)
            .isEqualTo(BooleanNode.FALSE);
      }
    }
  }

  @Test
  void belowAMappingOfTheUsersOwnKeysTheRestOfASettingIsOneKey() {
    List<String> free =
        schema.keys().all().stream()
            .filter(key -> schema.at(key).path("additionalProperties").isObject())
            .toList();
    assertThat(free)
        .contains("predictions.options", "challenger.options", "challenger.probability");
    for (String key : free) {
      Setting setting = Setting.parse(key + ".a.b=x");
      ConfigTree tree = ConfigTree.read(schema.keys(), "x.yaml", Yaml.TABLES, List.of(setting));
      assertThat(tree.at(key).path("a.b").asText()).as("a.b of %s", key).isEqualTo("x");
      assertThat(tree.at(key + ".a.b").asText()).isEqualTo("x");
      assertThat(schema.keys().know(key + ".a.b")).as("know %s.a.b", key).isTrue();
    }
  }

  @Test
  void thePublishedDefaultsAreThoseOfTheReader() {
    List<String> tried = new ArrayList<>();
    for (String text :
        List.of(
            Yaml.SMALL,
            Yaml.TABLES,
            Yaml.TABLES.replace("table: ", "path: "),
            Yaml.BESIDE.replace("table: ", "path: "),
            Yaml.CLASSIFIED,
            Yaml.PUSHED)) {
      ConfigTree tree = ConfigTree.read(schema.keys(), "x.yaml", text, List.of());
      for (Map.Entry<String, JsonNode> known : defaults().entrySet()) {
        String key = known.getKey();
        if (fits(tree, key)) {
          Setting setting = new Setting(key, known.getValue().toString(), "--set " + key);
          assertThat(reader.parse("x.yaml", text, List.of(setting)).config())
              .as("the configuration with the default of %s", key)
              .isEqualTo(reader.parse("x.yaml", text, List.of()).config());
          tried.add(key);
        }
      }
    }
    assertThat(tried)
        .containsAll(defaults().keySet().stream().filter(k -> !k.equals("labels.format")).toList());
  }

  @Test
  void thePublishedExamplesAreTaken() {
    for (String key : schema.keys().all()) {
      for (JsonNode example : schema.at(key).path("examples")) {
        ConfigTree tree =
            ConfigTree.read(
                schema.keys(),
                "x.yaml",
                Yaml.LARGE,
                List.of(new Setting(key, example.toString(), "--set " + key)));
        assertThat(schema.check(tree.root()).stream().filter(v -> v.key().startsWith(key)))
            .as("violations by the example %s of %s", example, key)
            .isEmpty();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        Yaml.SMALL,
        Yaml.LARGE,
        Yaml.BESIDE,
        Yaml.TABLES,
        Yaml.CLASSIFIED,
        Yaml.PUSHED,
        Yaml.DATASET,
        Yaml.DATASET_TABLE,
        Yaml.DATASET_LABELS,
        Yaml.DATABASE,
        Yaml.DATABASE_FILE
      })
  void takesWhatTheReaderTakes(String text) {
    assertThat(accepts(ConfigTree.read(schema.keys(), "x.yaml", text, List.of()))).isTrue();
    assertThat(reader.parse("x.yaml", text, List.of())).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "model=null",
        "model.classes=[A]",
        "unit=joules",
        "unknown=1",
        "predictions.unknown=1",
        "predictions.path=null",
        "predictions.table=t",
        "predictions.timestamp=null",
        "predictions.key=null",
        "predictions.key=[]",
        "predictions.label=label",
        "predictions.probability={}",
        "labels.label=null",
        "labels.table=t",
        "window=1 fortnight",
        "reference.from=1996",
        "current.to=null",
        "slices=[[]]",
        "columns=[a, a]",
        "zero.floor=0.2",
        "checks.max_rejected=2",
        "checks.max_duplicates=-0.1",
        "drift.alpha=1",
        "drift.min_rows=1.5",
        "classifier.rows=99",
        "classifier.folds=1",
        "classifier.trees=0",
        "classifier.seed=-1",
        "classifier=true",
        "output={}",
        "output.scores=1",
        "output.metrics.slices=1",
        "output.metrics.pushgateway={}",
        "output.metrics.pushgateway.url=push:9091",
        "output.metrics.pushgateway.grouping={job: x}",
      })
  void refusesOnItsOwnWhatTheReaderRefusesOnOneKeyOrOnWhichKeysThereAre(String setting) {
    List<Setting> settings = List.of(Setting.parse(setting));

    assertThat(accepts(ConfigTree.read(schema.keys(), "x.yaml", Yaml.LARGE, settings))).isFalse();
    assertThat(catchThrowable(() -> reader.parse("x.yaml", Yaml.LARGE, settings)))
        .isInstanceOf(ConfigException.class);
  }

  /** Whether the key's section is given, and the key would not get in the way of another. */
  private static boolean fits(ConfigTree tree, String key) {
    boolean sourceOfTable = key.endsWith(".format") && tree.has(Key.parent(key) + ".table");
    boolean dataset =
        Stream.of(
                "predictions.",
                "labels.",
                "challenger.",
                "classifier.",
                "output.costliest_rows.",
                "output.metrics.pushgateway.")
            .anyMatch(key::startsWith);
    boolean told = !key.endsWith(".duplicates") || tree.has(Key.parent(key) + ".key");
    boolean needed = key.equals("columns") && tree.has("classifier");
    return !needed && !sourceOfTable && told && (!dataset || tree.has(Key.parent(key)));
  }

  private Map<String, JsonNode> defaults() {
    Map<String, JsonNode> defaults = new TreeMap<>();
    for (String key : schema.keys().all()) {
      if (schema.at(key).has("default")) {
        defaults.put(key, schema.at(key).path("default"));
      }
    }
    return defaults;
  }
}
