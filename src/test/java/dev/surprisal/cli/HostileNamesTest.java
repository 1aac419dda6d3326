package dev.surprisal.cli;

import static org.apache.spark.sql.functions.expr;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.surprisal.SparkTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Names that would be markup, code or syntax if they were not escaped, in every place of names. */
class HostileNamesTest extends SparkTest {

  private static final String NAME = "<script>alert(\"x\")</script>'\" onload='a\\n&amp;{}$";

  /** A sample of OpenMetrics; in a label's value quotes, backslashes and new lines are escaped. */
  private static final String LABEL = "[a-z_]+=\"(?:[^\"\\\\\n]|\\\\[\\\\\"n])*\"";

  private static final Pattern SAMPLE =
      Pattern.compile("[a-z_0-9]+(?:\\{" + LABEL + "(?:," + LABEL + ")*\\})? \\S+");

  private static final Pattern TAG = Pattern.compile("<[a-z][^<>]*>");
  private static final Pattern VALUE = Pattern.compile("=\"[^\"]*\"");

  @TempDir private static Path folder = Path.of("");

  private static String page = "";
  private static String soundPage = "";
  private static String gauges = "";
  private static JsonNode report = new ObjectMapper().createObjectNode();
  private static Shop.Ended ended = new Shop.Ended(-1, "", "");

  @BeforeAll
  static void runBoth() throws IOException {
    Path sample = Files.createDirectory(folder.resolve("sample"));
    Shop.writeSample(spark(), sample);
    Shop sound = new Shop(spark(), sample, Files.createDirectory(folder.resolve("sound")));
    assertThat(sound.execute("run", "--set", "predictions.version=device").exitCode()).isZero();
    soundPage = published(sound, "report.html");

    Shop shop = new Shop(spark(), sample, Files.createDirectory(folder.resolve("shop")));
    String literal = "'" + NAME.replace("\\", "\\\\").replace("'", "\\'") + "'";
    shop.writePredictions(
        shop.predictions()
            .withColumn("device", expr("if(device = 'phone', " + literal + ", device)")));
    shop.writeLabels(
        shop.labels().withColumn("label", expr("if(label = 'BUY', " + literal + ", label)")));
    String yaml = new ObjectMapper().writeValueAsString(NAME);
    ended =
        shop.execute(
            "run",
            "--set",
            "predictions.version=device",
            "--set",
            "model={name: " + yaml + ", classes: [STAY, " + yaml + "]}");
    assertThat(ended.exitCode()).as(ended.complaint()).isZero();
    page = published(shop, "report.html");
    gauges = published(shop, "metrics.prom");
    report = new ObjectMapper().readTree(published(shop, "report.json"));
  }

  @Test
  void thePageHasNoElementAndNoAttributeMore() {
    assertThat(page).doesNotContain("<script>alert").contains("&lt;script&gt;alert");
    assertThat(TAG.matcher(page).results().map(tag -> VALUE.matcher(tag.group()).replaceAll("")))
        .isNotEmpty()
        .noneMatch(tag -> tag.contains("onload"));
    for (String tag : new String[] {"<script", "</script", "<style", "<div", "<td"}) {
      assertThat(page.split(tag, -1)).as(tag).hasSameSizeAs(soundPage.split(tag, -1));
    }
  }

  @Test
  void theReportHasTheNamesAsTheyAre() {
    assertThat(report.at("/model/name").asText()).isEqualTo(NAME);
    assertThat(report.at("/model/classes/1").asText()).isEqualTo(NAME);
    assertThat(report.findValuesAsText("device")).contains(NAME, "desktop");
    assertThat(report.findValuesAsText("version")).contains(NAME, "desktop");
    assertThat(report.at("/rows/scored").asInt()).isEqualTo(Shop.ROWS);
  }

  @Test
  void theGaugesKeepTheirSyntax() {
    assertThat(gauges.lines().filter(line -> !line.startsWith("# ")))
        .isNotEmpty()
        .allMatch(line -> SAMPLE.matcher(line).matches());
    assertThat(gauges).endsWith("# EOF\n").contains("alert(\\\"x\\\")");
  }

  @Test
  void nothingIsSaidOnTheErrorStream() {
    assertThat(ended.complaint()).isEmpty();
    assertThat(ended.out()).contains(NAME);
  }

  private static String published(Shop shop, String file) throws IOException {
    Path out = Path.of(shop.place("out"));
    JsonNode latest = new ObjectMapper().readTree(Files.readString(out.resolve("latest.json")));
    Path report = out.resolve(latest.at("/report").asText());
    return Files.readString(report.resolveSibling(file));
  }
}
