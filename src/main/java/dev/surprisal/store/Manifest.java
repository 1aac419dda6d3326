package dev.surprisal.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.surprisal.profile.state.Layout;
import dev.surprisal.profile.time.TimeRange;
import dev.surprisal.profile.time.WindowStatus;
import dev.surprisal.store.ProfileTable.Entry;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which files are the table, as one commit has it: JSON, a line for each window.
 *
 * @param formatVersion the version of the stored form
 * @param parts the windows by the names of their partitions
 */
record Manifest(int formatVersion, Map<String, Part> parts) {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** A table without windows. */
  static final Manifest EMPTY = new Manifest(Layout.FORMAT_VERSION, Map.of());

  Manifest {
    parts = new TreeMap<>(parts);
  }

  /**
   * A window and its file.
   *
   * @param entry the window
   * @param file the file's name within the partition
   * @param bytes the file's length, by which a half-written one is told
   */
  record Part(Entry entry, String file, long bytes) {}

  /** The same with some windows replaced. */
  Manifest with(List<Part> replaced) {
    Map<String, Part> all = new LinkedHashMap<>(parts);
    replaced.forEach(part -> all.put(part.entry().partition(), part));
    return new Manifest(formatVersion, all);
  }

  /** The windows. */
  List<Entry> entries() {
    return parts.values().stream().map(Part::entry).toList();
  }

  byte[] json() throws IOException {
    ObjectNode root = MAPPER.createObjectNode();
    root.put("format_version", formatVersion);
    List<String> keys = parts.values().stream().map(it -> it.entry().key()).distinct().toList();
    keys.forEach(root.putArray("keys")::add);
    ArrayNode windows = root.putArray("windows");
    for (Part part : parts.values()) {
      Entry entry = part.entry();
      ObjectNode window = windows.addObject();
      window.put("partition", entry.partition());
      TimeRange range = entry.window();
      if (range != null && !range.isAlways()) {
        window.put("start", range.from().toString()).put("end", range.to().toString());
      }
      window
          .put("revision", entry.revision())
          .put("status", entry.status().name())
          .put("key", keys.indexOf(entry.key()))
          .put("predictions", entry.predictions())
          .put("scored", entry.scored())
          .put("file", part.file())
          .put("bytes", part.bytes());
    }
    return MAPPER.writeValueAsBytes(root);
  }

  /**
   * Reads a manifest; of a newer format version, the version alone.
   *
   * @throws IOException where it is no manifest
   */
  static Manifest parse(byte[] json) throws IOException {
    JsonNode root = MAPPER.readTree(json);
    int version = root.path("format_version").asInt(0);
    if (version < 1) {
      throw new IOException("its commit log is not one of profiles");
    }
    if (version > Layout.FORMAT_VERSION) {
      return new Manifest(version, Map.of());
    }
    List<String> keys = new ArrayList<>();
    root.path("keys").forEach(it -> keys.add(it.asText()));
    Map<String, Part> parts = new LinkedHashMap<>();
    for (JsonNode window : root.path("windows")) {
      Part part = part(window, keys);
      parts.put(part.entry().partition(), part);
    }
    return new Manifest(version, parts);
  }

  private static Part part(JsonNode window, List<String> keys) {
    return new Part(
        new Entry(
            window.path("partition").asText(),
            range(window),
            window.path("revision").asInt(),
            WindowStatus.valueOf(window.path("status").asText()),
            keys.get(window.path("key").asInt()),
            window.path("predictions").asLong(),
            window.path("scored").asLong()),
        window.path("file").asText(),
        window.path("bytes").asLong());
  }

  private static @Nullable TimeRange range(JsonNode window) {
    if (ProfileRows.isAlways(window.path("partition").asText())) {
      return TimeRange.always(TimeRange.Side.PREDICTIONS);
    }
    return window.has("start")
        ? new TimeRange(
            Instant.parse(window.path("start").asText()),
            Instant.parse(window.path("end").asText()))
        : null;
  }
}
