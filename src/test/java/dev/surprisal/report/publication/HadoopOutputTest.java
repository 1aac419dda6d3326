package dev.surprisal.report.publication;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.surprisal.report.ReportFormats;
import dev.surprisal.report.Reports;
import dev.surprisal.report.Tables;
import dev.surprisal.report.html.HtmlReport;
import dev.surprisal.report.json.JsonReport;
import dev.surprisal.report.json.JsonReportTest;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Publishing to a real file system. */
@Tag("platform")
class HadoopOutputTest {

  private Path root;
  private HadoopOutput output;

  @BeforeEach
  void openAPathWithASpace(@TempDir Path directory) {
    root = directory.resolve("drift reports");
    output = HadoopOutput.of(root.toString(), new Configuration());
  }

  @Test
  void namesPathsForPeopleAndForSpark() {
    assertThat(output.location()).isEqualTo(root.toString());
    assertThat(output.locate("latest.json")).isEqualTo(root + "/latest.json");
  }

  @Test
  void relativePathIsAgainstTheWorkingDirectory() {
    assertThat(HadoopOutput.of("target/x", new Configuration()).location())
        .isEqualTo(Path.of("target/x").toAbsolutePath().toString());
  }

  @Test
  void makesTheRootAndLeavesNothingInIt() throws IOException {
    output.requireWritable();

    assertThat(root).isEmptyDirectory();
  }

  @Test
  void fileInThePlaceOfTheRootIsRefused() throws IOException {
    Files.writeString(root, "a file");

    assertThatExceptionOfType(UnwritableOutputException.class)
        .isThrownBy(output::requireWritable)
        .withMessage(
            "Invalid output.path: "
                + root
                + " (must be a directory that this user can write to: there is a file of that"
                + " name)");
  }

  @Test
  void rootBelowAFileIsRefused() throws IOException {
    Files.writeString(root, "a file");

    assertThatExceptionOfType(UnwritableOutputException.class)
        .isThrownBy(HadoopOutput.of(root + "/below", new Configuration())::requireWritable)
        .withMessageStartingWith(
            "Invalid output.path: "
                + root
                + "/below (must be a directory that this user can write to: ");
  }

  @Test
  void fileSystemThatNobodyServesIsRefused() {
    assertThatExceptionOfType(UnwritableOutputException.class)
        .isThrownBy(() -> HadoopOutput.of("carrier-pigeon://loft/x", new Configuration()))
        .withMessage(
            "Invalid output.path: carrier-pigeon://loft/x (must be a directory that this user can"
                + " write to: No FileSystem for scheme \"carrier-pigeon\")");
  }

  @Test
  void renamesAWholeDirectoryOnce() throws IOException {
    write("runs/.a/x", "1");
    output.rename("runs/.a", "runs/a");
    write("runs/.a/x", "2");

    assertThatIOException().isThrownBy(() -> output.rename("runs/.a", "runs/a"));
    assertThat(root.resolve("runs/a/x")).hasContent("1");
  }

  @Test
  void replacesAFile() throws IOException {
    write("latest.json", "old");
    write(".new", "new");

    output.replace(".new", "latest.json");

    assertThat(root.resolve("latest.json")).hasContent("new");
    assertThat(root.resolve(".new")).doesNotExist();
  }

  /** A scraper comes at any time. */
  @Test
  void thereIsNoMomentWithoutAFileThatIsReplaced() throws Exception {
    write("latest.prom", "0");
    Path file = root.resolve("latest.prom");
    AtomicBoolean isOver = new AtomicBoolean();
    CompletableFuture<Integer> reader =
        CompletableFuture.supplyAsync(
            () -> {
              int missing = 0;
              while (!isOver.get()) {
                try {
                  missing += Files.readString(file).isEmpty() ? 1 : 0;
                } catch (IOException e) {
                  missing++;
                }
              }
              return missing;
            });

    for (int i = 0; i < 100; i++) {
      write(".latest.prom.new", "figures of run " + i);
      output.replace(".latest.prom.new", "latest.prom");
    }
    isOver.set(true);

    assertThat(reader.get()).isZero();
    assertThat(file).hasContent("figures of run 99");
  }

  @Test
  void deletesADirectoryAndMindsNoMissingOne() throws IOException {
    write("runs/.a/x", "1");

    output.delete("runs/.a");
    output.delete("runs/.a");

    assertThat(output.exists("runs/.a")).isFalse();
    assertThat(output.exists("runs")).isTrue();
  }

  @Test
  void publishesARunWithoutLitter() throws IOException {
    String id = Reports.RUN.id();
    try (Publication publication =
        Publication.of(
            output,
            id,
            ReportFormats.of(new JsonReport(JsonReport.Detail.FULL), new HtmlReport()))) {
      publication.requireWritable();
      publication.publish(Reports.small(), Tables.NONE);
      assertThat(publication.directory()).isEqualTo(root + "/runs/" + id);
      assertThat(publication.page()).isEqualTo(root + "/runs/" + id + "/report.html");
    }

    try (Stream<Path> files = Files.walk(root)) {
      assertThat(files.filter(Files::isRegularFile).map(it -> root.relativize(it).toString()))
          .containsExactlyInAnyOrder(
              "latest.json", "runs/" + id + "/report.json", "runs/" + id + "/report.html");
    }
    assertThat(root.resolve("runs/" + id + "/report.json"))
        .hasContent(JsonReportTest.text(Reports.small()));
  }

  private void write(String path, String text) throws IOException {
    try (OutputStream out = output.create(path)) {
      out.write(text.getBytes(UTF_8));
    }
  }
}
