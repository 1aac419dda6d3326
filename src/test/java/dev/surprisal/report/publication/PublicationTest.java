package dev.surprisal.report.publication;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import dev.surprisal.report.MemoryOutput;
import dev.surprisal.report.Report;
import dev.surprisal.report.ReportFormat;
import dev.surprisal.report.ReportFormat.Role;
import dev.surprisal.report.ReportFormats;
import dev.surprisal.report.Reports;
import dev.surprisal.report.RunInfo;
import dev.surprisal.report.Tables;
import dev.surprisal.report.json.JsonReport;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** All or nothing. */
class PublicationTest {

  private static final ReportFormats FORMATS =
      ReportFormats.of(new JsonReport(), text(Role.PAGE, "page.txt", "a page"));

  private final MemoryOutput output = new MemoryOutput();

  @Test
  void publishesEveryFormUnderTheRunAndThePointer() throws IOException {
    publish("run-1", FORMATS, Tables.NONE);

    assertThat(output.paths())
        .containsExactlyInAnyOrder("runs/run-1/report.json", "runs/run-1/page.txt", "latest.json");
    assertThat(output.text("runs/run-1/page.txt")).isEqualTo("a page");
  }

  @Test
  void pointerNamesTheRunItsFilesAndTheVerdict() throws IOException {
    publish("run-1", FORMATS, Tables.NONE);

    assertThat(output.text("latest.json"))
        .isEqualTo(
            """
            {
              "schema_version": 1,
              "run_id": "run-1",
              "report": "runs/run-1/report.json",
              "page": "runs/run-1/page.txt",
              "verdict": "ALERT"
            }
            """);
    try (InputStream schema = Publication.class.getResourceAsStream("latest.schema.json")) {
      JsonNode pointer = new ObjectMapper().readTree(output.bytes("latest.json"));
      assertThat(
              JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                  .getSchema(schema)
                  .validate(pointer))
          .isEmpty();
    }
  }

  @Test
  void thePageIsThatOfTheFormatWhichIsThePage() {
    assertThat(publicationOf("run-1").page()).isEqualTo("memory/runs/run-1/page.txt");
  }

  @Test
  void aCompanionIsPublishedAndNothingPointsToIt() throws IOException {
    ReportFormats formats =
        ReportFormats.of(
            new JsonReport(),
            text(Role.PAGE, "page.txt", "a page"),
            text(Role.COMPANION, "feed.xml", "news"));

    publish("run-1", formats, Tables.NONE);

    assertThat(output.text("runs/run-1/feed.xml")).isEqualTo("news");
    assertThat(output.text("latest.json")).doesNotContain("feed.xml");
  }

  @Test
  void pointerFollowsTheNextRunAndTheFirstOneStays() throws IOException {
    publish("run-1", FORMATS, Tables.NONE);
    publish("run-2", FORMATS, Tables.NONE);

    assertThat(output.text("latest.json")).contains("\"run_id\": \"run-2\"");
    assertThat(output.paths()).contains("runs/run-1/report.json", "runs/run-2/report.json");
  }

  @Test
  void filesLeftInStagingArePublishedToo() throws IOException {
    try (Publication publication = Publication.of(output, "run-1", FORMATS)) {
      try (OutputStream out = output.create("runs/.run-1/rejected/part-0")) {
        out.write(1);
      }
      publication.publish(report("run-1"), Tables.NONE);
    }

    assertThat(output.paths()).contains("runs/run-1/rejected/part-0");
  }

  /** The changes are: two files, the directory's name, the pointer's file, the pointer's name. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4})
  void failureAtAnyPointLeavesTheOldRunAndNothingElse(int changes) throws IOException {
    publish("run-1", FORMATS, Tables.NONE);
    var before = output.paths();
    String pointer = output.text("latest.json");
    List<String> removed = new ArrayList<>();

    output.failAfter(changes);
    assertThatIOException()
        .isThrownBy(() -> publish("run-2", FORMATS, remembering(removed)))
        .withMessage("No space left on device");

    assertThat(output.paths()).isEqualTo(before);
    assertThat(output.text("latest.json")).isEqualTo(pointer);
    assertThat(removed).containsExactly("run-2");
  }

  private static final ReportFormats WITH_LATEST =
      ReportFormats.of(new JsonReport(), text(Role.PAGE, "page.txt", "a page"), latest("figures"));

  @Test
  void aFormWithALatestNameIsInTheRootToo() throws IOException {
    publish("run-1", WITH_LATEST, Tables.NONE);

    assertThat(output.paths())
        .containsExactlyInAnyOrder(
            "runs/run-1/report.json",
            "runs/run-1/page.txt",
            "runs/run-1/figures.txt",
            "latest.json",
            "latest.txt");
    assertThat(output.bytes("latest.txt")).isEqualTo(output.bytes("runs/run-1/figures.txt"));

    publish(
        "run-2",
        ReportFormats.of(new JsonReport(), text(Role.PAGE, "page.txt", ""), latest("later")),
        Tables.NONE);

    assertThat(output.text("latest.txt")).isEqualTo("later");
    assertThat(output.text("runs/run-1/figures.txt")).isEqualTo("figures");
  }

  /**
   * The changes are: three files, the copy, the directory's name, the pointer's file, the pointer's
   * name.
   */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6})
  void failureBeforeThePointerLeavesTheOldLatestFile(int changes) throws IOException {
    publish("run-1", WITH_LATEST, Tables.NONE);
    var before = output.paths();

    output.failAfter(changes);
    assertThatIOException().isThrownBy(() -> publish("run-2", WITH_LATEST, Tables.NONE));

    assertThat(output.paths()).isEqualTo(before);
    assertThat(output.text("latest.txt")).isEqualTo("figures");
  }

  @Test
  void failureAfterThePointerIsToldAndTheRunIsPublished() throws IOException {
    publish("run-1", WITH_LATEST, Tables.NONE);
    ReportFormats later =
        ReportFormats.of(new JsonReport(), text(Role.PAGE, "page.txt", ""), latest("later"));
    output.failAfter(7);

    try (Publication publication = Publication.of(output, "run-2", later)) {
      assertThat(publication.publish(report("run-2"), Tables.NONE))
          .containsExactly("memory/latest.txt (No space left on device)");
    }

    assertThat(output.text("latest.json")).contains("\"run_id\": \"run-2\"");
    assertThat(output.text("runs/run-2/figures.txt")).isEqualTo("later");
    assertThat(output.text("latest.txt")).isEqualTo("figures");
    assertThat(output.paths()).noneMatch(it -> it.startsWith("."));
  }

  @Test
  void failingTableLeavesNothing() {
    Tables failing =
        new Tables() {
          @Override
          public void requireOwn() {}

          @Override
          public void append(Report report) {
            throw new IllegalStateException("table");
          }

          @Override
          public void commit(Report report) {}

          @Override
          public void remove(String runId) {
            throw new IllegalStateException("remove");
          }
        };

    assertThatThrownBy(() -> publish("run-1", FORMATS, failing))
        .hasMessage("table")
        .satisfies(it -> assertThat(it.getSuppressed()).hasSize(1));
    assertThat(output.paths()).isEmpty();
  }

  @Test
  void theTablesAreToldOnceThePointerIsThere() throws IOException {
    List<String> seen = new ArrayList<>();

    publish("run-1", FORMATS, committing(report -> seen.add(output.text("latest.json"))));

    assertThat(seen).singleElement().asString().contains("\"run_id\": \"run-1\"");
  }

  @Test
  void tablesThatRefuseTheRunLeaveTheOldOne() throws IOException {
    Tables failing =
        committing(
            report -> {
              throw new IllegalStateException("commit");
            });
    assertThatThrownBy(() -> publish("run-1", FORMATS, failing)).hasMessage("commit");
    assertThat(output.paths()).isEmpty();

    publish("run-1", FORMATS, Tables.NONE);
    var before = output.paths();
    String pointer = output.text("latest.json");
    assertThatThrownBy(() -> publish("run-2", FORMATS, failing)).hasMessage("commit");
    assertThat(output.paths()).isEqualTo(before);
    assertThat(output.text("latest.json")).isEqualTo(pointer);
  }

  /** Then the pointer must not lose what it points to. */
  @Test
  void aPointerThatCannotBeTurnedBackKeepsItsRun() throws IOException {
    publish("run-1", FORMATS, Tables.NONE);
    Tables failing =
        committing(
            report -> {
              output.failAfter(0);
              throw new IllegalStateException("commit");
            });

    assertThatThrownBy(() -> publish("run-2", FORMATS, failing))
        .hasMessage("commit")
        .satisfies(it -> assertThat(it.getSuppressed()).hasSize(1));

    assertThat(output.text("latest.json")).contains("\"run_id\": \"run-2\"");
    assertThat(output.paths()).contains("runs/run-2/report.json");
  }

  @Test
  void failingFormatLeavesNothing() {
    ReportFormat failing =
        new ReportFormat() {
          @Override
          public Role role() {
            return Role.PAGE;
          }

          @Override
          public String fileName() {
            return "x";
          }

          @Override
          public void write(Report report, OutputStream out) throws IOException {
            out.write(1);
            throw new IOException("format");
          }
        };

    assertThatIOException()
        .isThrownBy(
            () -> publish("run-1", ReportFormats.of(new JsonReport(), failing), Tables.NONE))
        .withMessage("format");
    assertThat(output.paths()).isEmpty();
  }

  @Test
  void publishesARunOnce() throws IOException {
    publish("run-1", FORMATS, Tables.NONE);
    var before = output.paths();

    assertThatIOException()
        .isThrownBy(() -> publish("run-1", FORMATS, Tables.NONE))
        .withMessage("Invalid run id: run-1 (must be new, but memory/runs/run-1 exists)");
    assertThat(output.paths()).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".hidden", "_hidden", "../up", "a/b", "a b", "2026-01-01T00:00"})
  void refusesARunIdThatIsNoSafeFileName(String id) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> publicationOf(id))
        .withMessage(
            "Invalid run id: "
                + id
                + " (must be letters, digits, dots, dashes and underscores, and begin with a letter"
                + " or a digit)");
  }

  @Test
  void refusesTheReportOfAnotherRun() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> publicationOf("run-2").publish(report("run-1"), Tables.NONE))
        .withMessage("Invalid run.id: run-1 (must be run-2)");
  }

  private Publication publicationOf(String id) {
    return Publication.of(output, id, FORMATS);
  }

  private void publish(String id, ReportFormats formats, Tables tables) throws IOException {
    try (Publication publication = Publication.of(output, id, formats)) {
      publication.publish(report(id), tables);
    }
  }

  private static Report report(String id) {
    RunInfo run = Reports.RUN;
    return Reports.withRun(
        Reports.small(),
        new RunInfo(
            id, run.startedAt(), run.finishedAt(), run.host(), run.versions(), run.provenance()));
  }

  private static Tables remembering(List<String> removed) {
    return new Tables() {
      @Override
      public void requireOwn() {}

      @Override
      public void append(Report report) {}

      @Override
      public void commit(Report report) {}

      @Override
      public void remove(String runId) {
        removed.add(runId);
      }
    };
  }

  private static ReportFormat latest(String text) {
    return text(Role.COMPANION, "figures.txt", text, "latest.txt");
  }

  private static Tables committing(Consumer<Report> commit) {
    return new Tables() {
      @Override
      public void requireOwn() {}

      @Override
      public void append(Report report) {}

      @Override
      public void commit(Report report) {
        commit.accept(report);
      }

      @Override
      public void remove(String runId) {}
    };
  }

  private static ReportFormat text(Role role, String name, String text) {
    return text(role, name, text, null);
  }

  private static ReportFormat text(
      Role role, String name, String text, @Nullable String latestName) {
    return new ReportFormat() {
      @Override
      public Optional<String> latestName() {
        return Optional.ofNullable(latestName);
      }

      @Override
      public Role role() {
        return role;
      }

      @Override
      public String fileName() {
        return name;
      }

      @Override
      public void write(Report report, OutputStream out) throws IOException {
        out.write(text.getBytes(UTF_8));
      }
    };
  }
}
