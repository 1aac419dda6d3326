package dev.surprisal.report.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.surprisal.math.statistics.ConfidenceInterval;
import dev.surprisal.profile.cube.Slice;
import dev.surprisal.profile.time.TimeRange;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Writes the values that reports are made of, always in the same way: fields in the order of the
 * calls, maps in the order of their keys, a missing figure as null, and a figure that is not finite
 * as the text {@code "Infinity"}, {@code "-Infinity"} or {@code "NaN"}, for which JSON has no
 * number.
 */
public final class JsonWriter {

  // The shortest decimal that reads back as the same double, by Jackson's own code: that of the
  // JDK gives longer ones before 19, and a report may not depend on the JDK.
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
          .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
          .build();

  private static final ObjectMapper TREES = new ObjectMapper();

  private final JsonGenerator json;

  /** A report names the bounds of its windows again and again. */
  private final Map<Instant, SerializableString> times = new HashMap<>();

  private JsonWriter(JsonGenerator json) {
    this.json = json;
  }

  /** What writes the members of a JSON object. */
  @FunctionalInterface
  public interface Members {
    void write(JsonWriter writer) throws IOException;
  }

  /** What writes one element of an array as the members of an object. */
  @FunctionalInterface
  public interface ElementMembers<T> {
    void write(JsonWriter writer, T element) throws IOException;
  }

  /** Writes one object as a whole document that ends with a line feed. */
  public static void document(OutputStream out, Members members) throws IOException {
    try (JsonGenerator json = FACTORY.createGenerator(out)) {
      json.setPrettyPrinter(new LinewisePrinter());
      new JsonWriter(json).braces(members);
      json.writeRaw('\n');
    }
  }

  /** Writes one object without any white space. */
  public static void compact(OutputStream out, Members members) throws IOException {
    try (JsonGenerator json = FACTORY.createGenerator(out)) {
      new JsonWriter(json).braces(members);
    }
  }

  public JsonWriter text(String name, @Nullable String value) throws IOException {
    json.writeStringField(name, value);
    return this;
  }

  public JsonWriter name(String name, Enum<?> value) throws IOException {
    return text(name, value.name());
  }

  JsonWriter time(String name, Instant value) throws IOException {
    json.writeFieldName(name);
    json.writeString(times.computeIfAbsent(value, it -> new SerializedString(it.toString())));
    return this;
  }

  public JsonWriter count(String name, long value) throws IOException {
    json.writeNumberField(name, value);
    return this;
  }

  public JsonWriter bool(String name, boolean value) throws IOException {
    json.writeBooleanField(name, value);
    return this;
  }

  /** A member that is true; where it is not, it is left out. */
  JsonWriter flag(String name) throws IOException {
    return bool(name, true);
  }

  public JsonWriter figure(String name, @Nullable Double value) throws IOException {
    json.writeFieldName(name);
    number(value);
    return this;
  }

  private void number(@Nullable Double value) throws IOException {
    if (value == null) {
      json.writeNull();
    } else if (Double.isFinite(value)) {
      json.writeNumber(value + 0.0); // −0 and 0 are one figure
    } else {
      json.writeString(value.toString());
    }
  }

  public JsonWriter object(String name, Members members) throws IOException {
    json.writeFieldName(name);
    return braces(members);
  }

  JsonWriter range(String name, @Nullable TimeRange range) throws IOException {
    if (range == null) {
      json.writeNullField(name);
      return this;
    }
    return object(name, it -> it.bounds(range));
  }

  JsonWriter interval(String name, @Nullable ConfidenceInterval interval) throws IOException {
    if (interval == null) {
      json.writeNullField(name);
      return this;
    }
    return object(
        name, it -> it.figure("lower", interval.lower()).figure("upper", interval.upper()));
  }

  /** Both ends; of all rows, whatever their time, there are none. */
  public JsonWriter bounds(TimeRange range) throws IOException {
    if (range.isAlways()) {
      return text("start", null).text("end", null);
    }
    return time("start", range.from()).time("end", range.to());
  }

  JsonWriter slice(String name, Slice slice) throws IOException {
    json.writeObjectFieldStart(name);
    for (int i = 0; i < slice.dimensions().size(); i++) {
      json.writeStringField(slice.dimensions().get(i), slice.values().get(i));
    }
    json.writeEndObject();
    return this;
  }

  public JsonWriter texts(String name, Collection<String> values) throws IOException {
    json.writeArrayFieldStart(name);
    for (String value : values) {
      json.writeString(value);
    }
    json.writeEndArray();
    return this;
  }

  public JsonWriter texts(String name, Map<String, String> values) throws IOException {
    return object(
        name,
        it -> {
          for (Map.Entry<String, String> entry : new TreeMap<>(values).entrySet()) {
            it.text(entry.getKey(), entry.getValue());
          }
        });
  }

  JsonWriter counts(String name, Map<String, Long> values) throws IOException {
    return object(
        name,
        it -> {
          for (Map.Entry<String, Long> entry : new TreeMap<>(values).entrySet()) {
            it.count(entry.getKey(), entry.getValue());
          }
        });
  }

  public JsonWriter figures(String name, Map<String, Double> values) throws IOException {
    return object(
        name,
        it -> {
          for (Map.Entry<String, Double> entry : new TreeMap<>(values).entrySet()) {
            it.figure(entry.getKey(), entry.getValue());
          }
        });
  }

  public JsonWriter figures(String name, List<@Nullable Double> values) throws IOException {
    json.writeArrayFieldStart(name);
    for (Double value : values) {
      number(value);
    }
    json.writeEndArray();
    return this;
  }

  /** A tree of mappings, lists and values, in the order that it has. */
  JsonWriter tree(String name, Map<String, Object> tree) throws IOException {
    json.writeFieldName(name);
    TREES.writeValue(json, tree);
    return this;
  }

  public <T> JsonWriter objects(String name, Collection<T> elements, ElementMembers<T> members)
      throws IOException {
    json.writeArrayFieldStart(name);
    for (T element : elements) {
      braces(it -> members.write(it, element));
    }
    json.writeEndArray();
    return this;
  }

  private JsonWriter braces(Members members) throws IOException {
    json.writeStartObject();
    members.write(this);
    json.writeEndObject();
    return this;
  }
}
