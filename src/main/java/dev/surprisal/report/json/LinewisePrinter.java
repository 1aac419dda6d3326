package dev.surprisal.report.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.PrettyPrinter;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.SerializedString;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Lays JSON out in lines: one for each member of the document and one for each of their members, so
 * that a figure or a finding is one line, and the difference between two reports is lines. LF on
 * every platform.
 */
final class LinewisePrinter implements PrettyPrinter {

  /** Containers nested deeper than this stay on their line. */
  private static final int LINE_DEPTH = 2;

  private static final SerializableString COLON = new SerializedString(": ");
  private static final SerializableString COMMA = new SerializedString(",");
  private static final SerializableString COMMA_IN_LINE = new SerializedString(", ");

  /** A line feed and the indentation, by depth. */
  private static final List<SerializableString> LINES =
      IntStream.rangeClosed(0, LINE_DEPTH)
          .<SerializableString>mapToObj(it -> new SerializedString("\n" + "  ".repeat(it)))
          .toList();

  private int depth;

  @Override
  public void writeRootValueSeparator(JsonGenerator json) throws IOException {
    json.writeRaw('\n');
  }

  @Override
  public void writeStartObject(JsonGenerator json) throws IOException {
    json.writeRaw('{');
    depth++;
  }

  @Override
  public void beforeObjectEntries(JsonGenerator json) throws IOException {
    breakLine(json);
  }

  @Override
  public void writeObjectFieldValueSeparator(JsonGenerator json) throws IOException {
    json.writeRaw(COLON);
  }

  @Override
  public void writeObjectEntrySeparator(JsonGenerator json) throws IOException {
    separate(json);
  }

  @Override
  public void writeEndObject(JsonGenerator json, int entries) throws IOException {
    end(json, entries, '}');
  }

  @Override
  public void writeStartArray(JsonGenerator json) throws IOException {
    json.writeRaw('[');
    depth++;
  }

  @Override
  public void beforeArrayValues(JsonGenerator json) throws IOException {
    breakLine(json);
  }

  @Override
  public void writeArrayValueSeparator(JsonGenerator json) throws IOException {
    separate(json);
  }

  @Override
  public void writeEndArray(JsonGenerator json, int values) throws IOException {
    end(json, values, ']');
  }

  private void separate(JsonGenerator json) throws IOException {
    json.writeRaw(depth > LINE_DEPTH ? COMMA_IN_LINE : COMMA);
    breakLine(json);
  }

  private void end(JsonGenerator json, int entries, char bracket) throws IOException {
    boolean ownLine = depth <= LINE_DEPTH && entries > 0;
    depth--;
    if (ownLine) {
      indent(json);
    }
    json.writeRaw(bracket);
  }

  private void breakLine(JsonGenerator json) throws IOException {
    if (depth <= LINE_DEPTH) {
      indent(json);
    }
  }

  private void indent(JsonGenerator json) throws IOException {
    json.writeRaw(LINES.get(depth));
  }
}
