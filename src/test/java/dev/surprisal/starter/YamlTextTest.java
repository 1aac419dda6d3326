package dev.surprisal.starter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.surprisal.config.Config;
import dev.surprisal.config.ConfigReader;
import java.util.List;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;

/** Whatever a column is called, a reader of the file gets its name. */
class YamlTextTest {

  private static final String CONFIGURATION =
      """
      # %3$s
      model: {name: %1$s, classes: [A, B]}
      predictions: {path: x, probability: p, timestamp: t, options: {%1$s: %1$s}}
      reference: {from: 2026-01-01, to: 2026-01-02}
      current: {from: 2026-01-02, to: 2026-01-03}
      slices: %2$s
      output: {path: x}
      """;

  @Property(tries = 500)
  void everyTextIsReadAsItWas(@ForAll String text) {
    Assume.that(!text.isBlank() && isText(text));
    requireRead(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "yes",
        "No",
        "null",
        "~",
        "true",
        "1",
        "1e3",
        ".5",
        "2026-01-01",
        "a: b",
        "# a",
        "a #b",
        "'a'",
        "\"",
        "\\",
        "{a}",
        "[a",
        "- a",
        "a,b",
        "&a",
        "*a",
        "!a",
        "%a",
        "@a",
        "`a`",
        "a\nb",
        "a\tb",
        " a ",
        "=",
        "<<",
        "a\u2028b",
        "\uFEFFa",
        "\u0085",
        "\uD83D\uDE00",
        "../x",
        "..",
        "n",
        "on",
        "0x1F",
        "1_000",
        "12:30",
        "a=b",
        "-",
        "?",
        "|",
        ">"
      })
  void namesThatMeanSomethingInYamlAreReadAsTheyWere(String text) {
    if (!text.isBlank()) {
      requireRead(text);
    }
    // A reader of YAML 1.1, which takes more words for something else than text.
    Object read = new Yaml().load(YamlText.list(List.of(text)));
    assertThat(read).isEqualTo(List.of(text));
  }

  private static void requireRead(String text) {
    String yaml =
        CONFIGURATION.formatted(
            YamlText.of(text), YamlText.list(List.of(text)), YamlText.comment(text));
    Config config = new ConfigReader().parse("x.yaml", yaml, List.of()).config();
    assertThat(config.modelName()).isEqualTo(text);
    assertThat(config.slices()).containsExactly(List.of(text));
    assertThat(config.predictions().source().options()).containsEntry(text, text);
  }

  /** Half of a pair of surrogates is in no column's name. */
  private static boolean isText(String text) {
    return text.codePoints().noneMatch(c -> c >= 0xD800 && c < 0xE000);
  }
}
