package dev.surprisal.report.publication;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.surprisal.drift.incident.Acknowledgement;
import dev.surprisal.report.json.JsonWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** What people said of incidents, in a file beside the reports: {@code acknowledged.json}. */
public final class AcknowledgementFile {

  /** The name of the file. */
  public static final String FILE_NAME = "acknowledged.json";

  private static final int VERSION = 1;

  private final Output output;

  public AcknowledgementFile(Output output) {
    this.output = output;
  }

  /** Says why the file cannot be read. */
  public static final class UnreadableException extends Exception {

    private static final long serialVersionUID = 1L;

    UnreadableException(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /**
   * What it holds; nothing where there is none.
   *
   * @throws UnreadableException where it is not as this class writes it
   */
  public List<Acknowledgement> read() throws UnreadableException {
    try {
      List<Acknowledgement> all = new ArrayList<>();
      JsonNode file = PublishedJson.read(output, FILE_NAME).orElse(MissingNode.getInstance());
      for (JsonNode it : file.path("acknowledged")) {
        all.add(
            new Acknowledgement(
                it.path("id").asText(),
                Instant.parse(it.path("until").asText()),
                it.path("reason").asText()));
      }
      return all;
    } catch (IOException | DateTimeException e) {
      throw new UnreadableException(
          output.locate(FILE_NAME)
              + " cannot be read, so none of its acknowledgements counts: "
              + String.valueOf(e.getMessage()).lines().findFirst().orElse(""),
          e);
    }
  }

  /** Puts these in the place of what it holds, in one step. */
  public void write(List<Acknowledgement> all) throws IOException {
    String hidden = "." + FILE_NAME + "." + UUID.randomUUID();
    try (OutputStream out = output.create(hidden)) {
      JsonWriter.document(
          out,
          json ->
              json.count("schema_version", VERSION)
                  .objects(
                      "acknowledged",
                      all,
                      (it, of) ->
                          it.text("id", of.id())
                              .text("until", of.until().toString())
                              .text("reason", of.reason())));
    }
    output.replace(hidden, FILE_NAME);
  }
}
