package dev.surprisal.report.json;

import dev.surprisal.report.Report;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Messages for programs: what {@code incidents.json} has, and why it is sent. */
public final class MessageJson {

  private static final int VERSION = 1;

  private MessageJson() {}

  /**
   * The message about a report.
   *
   * @param report the report
   * @param occasions what kinds of news there are
   * @param page where the page for people is
   */
  public static String of(Report report, List<String> occasions, String page) {
    return text(
        json -> {
          json.text("event", "report").texts("occasions", occasions).text("page", page);
          IncidentsReport.members(json, report);
        });
  }

  /** A message that says that messages arrive. */
  public static String test(String model, String sentence) {
    return text(
        json ->
            json.text("event", "test")
                .count("schema_version", VERSION)
                .text("model", model)
                .text("sentence", sentence));
  }

  private static String text(JsonWriter.Members members) {
    try {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      JsonWriter.document(out, members);
      return out.toString(StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
