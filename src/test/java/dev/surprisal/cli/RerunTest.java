package dev.surprisal.cli;

import static org.apache.spark.sql.functions.max;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

/** What a second run finds of the first, and what a report needs of the data. */
class RerunTest extends ShopTest {

  /** As the report lays it out; it holds a configuration, with objects of other names. */
  private static final Pattern RUN = Pattern.compile("(?s)\n  \"run\": \\{\n.*?\n  },");

  @Test
  void sameInputGivesTheSameReportAndLeavesTheStoreAsItWas() throws IOException {
    String first = reportOf("run");
    List<Path> stored = shop.below("out/profiles").toList();

    assertThat(reportOf("run")).isEqualTo(first);
    assertThat(shop.below("out/profiles")).containsExactlyInAnyOrderElementsOf(stored);
    assertThat(revisions()).containsExactly(1, 1, 1, 1, 1, 1, 1, 1);
    assertThat(shop.below("out/runs").filter(it -> it.endsWith("report.json"))).hasSize(2);
  }

  @Test
  void theReportNeedsNeitherPredictionsNorLabels() throws IOException {
    String first = reportOf("run");
    shop.delete("predictions");
    shop.delete("labels");

    assertThat(reportOf("report")).isEqualTo(first);
  }

  @Test
  void theReportComesFromProfilesToo() throws IOException {
    assertThat(shop.execute("profile").exitCode()).isZero();
    assertThat(shop.published()).containsExactly("profiles");
    String report = reportOf("report");

    assertThat(reportOf("run")).isEqualTo(report);
  }

  @Test
  void labelsThatComeLateReplaceTheirWindowsAlone() throws IOException {
    shop.writeLabels(shop.labels().where("id < 360"));
    reportOf("run");
    shop.writeLabels(shop.labels());
    String second = reportOf("run");

    assertThat(revisions()).containsExactly(1, 1, 1, 1, 1, 1, 1, 2);
    assertThat(reportOf("report")).isEqualTo(second);
  }

  /** Or the report of the store would go on telling of rows that the run no longer finds. */
  @Test
  void rowsThatWereTakenBackLeaveTheStoreToo() throws IOException {
    reportOf("run");
    shop.writePredictions(shop.predictions().where("id < 350"));
    // Their labels too: the keys of those that would be left over are not in the store.
    shop.writeLabels(shop.labels().where("id < 350"));
    String second = reportOf("run");

    assertThat(reportOf("report")).isEqualTo(second);
  }

  @Test
  void refusedRunLeavesTheEarlierReportAndStore() throws IOException {
    String first = reportOf("run");
    List<Path> before = shop.below("out").toList();
    shop.writePredictions(shop.predictions().where("id < 200"));

    assertThat(shop.execute("run").exitCode()).isEqualTo(3);
    assertThat(shop.below("out")).containsExactlyInAnyOrderElementsOf(before);
    assertThat(withoutRun(latest())).isEqualTo(first);
  }

  @Test
  void driftEndsWithFourWhereAskedForAndIsPublished() throws IOException {
    assertThat(shop.execute("run").exitCode()).isZero();
    assertThat(shop.execute("run", "--fail-on", "alert").exitCode()).isEqualTo(4);
    assertThat(shop.execute("report", "--fail-on", "warn").exitCode()).isEqualTo(4);
    assertThat(json(latest()).at("/verdict/state").asText()).isEqualTo("ALERT");
  }

  private String reportOf(String command) throws IOException {
    Shop.Ended ended = shop.execute(command);
    assertThat(ended.exitCode()).as(ended.complaint()).isZero();
    return withoutRun(latest());
  }

  /** The bytes of the report that {@code latest.json} points to, as text. */
  private String latest() throws IOException {
    Path out = folder.resolve("out");
    String report = json(Files.readString(out.resolve("latest.json"))).at("/report").asText();
    return Files.readString(out.resolve(report));
  }

  private static String withoutRun(String report) {
    String without = RUN.matcher(report).replaceFirst("");
    assertThat(without).hasSizeLessThan(report.length());
    return without;
  }

  private static JsonNode json(String text) throws IOException {
    return new ObjectMapper().readTree(text);
  }

  private List<Integer> revisions() {
    return spark()
        .read()
        .parquet(shop.place("out/profiles"))
        .groupBy("window_start")
        .agg(max("revision").as("revision"))
        .orderBy("window_start")
        .select("revision")
        .collectAsList()
        .stream()
        .map((Row row) -> row.getInt(0))
        .toList();
  }
}
