package dev.surprisal.report.publication;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** Reads back what earlier runs published. */
final class PublishedJson {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private PublishedJson() {}

  /** What a file holds; nothing where there is none. */
  static Optional<JsonNode> read(Output output, String file) throws IOException {
    if (!output.exists(file)) {
      return Optional.empty();
    }
    try (InputStream in = output.open(file)) {
      return Optional.of(MAPPER.readTree(in));
    }
  }

  /** The run that the pointer names as the latest; nothing where there is none. */
  static Optional<String> latestRun(Output output) throws IOException {
    return read(output, Publication.LATEST)
        .map(it -> it.path("run_id").asText())
        .filter(id -> !id.isEmpty());
  }
}
