package dev.surprisal.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.surprisal.profile.state.Layout;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What makes stored profiles comparable: profiles of different keys cannot be merged.
 *
 * @param model the model's name
 * @param classes its classes, in order
 * @param dimensions the sets of slice dimensions that cells are kept for
 * @param columns the columns whose distribution is kept
 * @param layout the layout of the profiles
 * @param origin what they were made of, where that decides whether they are made again; or null
 */
public record StoreKey(
    String model,
    List<String> classes,
    List<String> dimensions,
    List<String> columns,
    Layout layout,
    @Nullable Origin origin) {

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final String FORMAT_VERSION = "format_version";
  private static final String ORIGIN = "origin";
  private static final String LAYOUT = "layout";
  private static final String SECTIONS = ";sections=";
  private static final List<String> PARTS =
      List.of(FORMAT_VERSION, "model", "classes", "slices", "columns", LAYOUT);

  /** What a store is of; other profiles in it are those of somebody else. */
  private static final Set<String> IDENTITY = Set.of("model", "classes");

  /**
   * What the profiles of a whole dataset were made of.
   *
   * @param asked a digest of what the configuration says of the dataset
   * @param files a digest of its files' names, sizes and times of change; null where it has no
   *     files that could be looked at, so that it may be another one every time
   */
  public record Origin(String asked, @Nullable String files) {}

  /** Profiles of which it does not matter what they were made of. */
  public StoreKey(
      String model,
      List<String> classes,
      List<String> dimensions,
      List<String> columns,
      Layout layout) {
    this(model, classes, dimensions, columns, layout, null);
  }

  /** The same profiles of a dataset. */
  public StoreKey ofDataset(Origin dataset) {
    return new StoreKey(model, classes, dimensions, columns, layout, dataset);
  }

  /** Copies the lists. */
  public StoreKey {
    classes = List.copyOf(classes);
    dimensions = List.copyOf(dimensions);
    columns = List.copyOf(columns);
  }

  /** All of it as a JSON object on one line, to be compared and told. */
  public String descriptor() {
    ObjectNode json = MAPPER.createObjectNode();
    json.put(FORMAT_VERSION, Layout.FORMAT_VERSION);
    json.put("model", model);
    classes.forEach(json.putArray("classes")::add);
    dimensions.forEach(json.putArray("slices")::add);
    columns.forEach(json.putArray("columns")::add);
    json.put(LAYOUT, layout.descriptor());
    if (origin != null) {
      json.putObject(ORIGIN).put("asked", origin.asked()).put("files", origin.files());
    }
    return json.toString();
  }

  /**
   * The key of another descriptor, if it differs from this one in nothing but the files: profiles
   * that may be reported, though the files may be others by now.
   */
  public Optional<StoreKey> asIn(String descriptor) {
    JsonNode files = read(descriptor).path(ORIGIN).path("files");
    if (origin == null) {
      return Optional.empty();
    }
    StoreKey other =
        ofDataset(new Origin(origin.asked(), files.isTextual() ? files.asText() : null));
    return other.descriptor().equals(descriptor) ? Optional.of(other) : Optional.empty();
  }

  /** The format version that a descriptor names; 0 where it is none of ours. */
  static int formatVersion(String descriptor) {
    return read(descriptor).path(FORMAT_VERSION).asInt(0);
  }

  /** Whether profiles of another descriptor are of the same model and classes. */
  boolean isOfTheSameModel(String descriptor) {
    JsonNode own = read(descriptor());
    JsonNode other = read(descriptor);
    return IDENTITY.stream().allMatch(part -> own.path(part).equals(other.path(part)));
  }

  /**
   * The layout that a descriptor names, if its profiles have all that is asked for: but for
   * sections beyond those of this layout, it is the same.
   */
  Optional<Layout> layoutOf(String descriptor) {
    if (descriptor.equals(descriptor())) {
      return Optional.of(layout);
    }
    JsonNode own = read(descriptor());
    JsonNode other = read(descriptor);
    String text = other.path(LAYOUT).asText();
    if (!without(LAYOUT, own).equals(without(LAYOUT, other))) {
      return Optional.empty();
    }
    return Optional.of(Layout.parse(text)).filter(layout::isPartOf);
  }

  private static JsonNode without(String part, JsonNode of) {
    return of instanceof ObjectNode object ? object.deepCopy().without(part) : of;
  }

  /** The layout that another descriptor names, if it is of the same columns. */
  Optional<Layout> layoutOfSameColumns(String descriptor) {
    JsonNode other = read(descriptor);
    return other.path("columns").equals(read(descriptor()).path("columns"))
        ? Optional.of(Layout.parse(other.path(LAYOUT).asText()))
        : Optional.empty();
  }

  /** The first section of profiles that a descriptor names and this Surprisal does not know. */
  static Optional<String> unknownSection(String descriptor) {
    return Layout.unknownSection(read(descriptor).path(LAYOUT).asText());
  }

  /** Names what another descriptor has otherwise, in both. */
  String difference(String descriptor) {
    JsonNode own = read(descriptor());
    JsonNode other = read(descriptor);
    List<String> theirs = new ArrayList<>();
    List<String> ours = new ArrayList<>();
    for (String part : PARTS) {
      if (!own.path(part).equals(other.path(part))) {
        theirs.add(differing(part, other, own));
        ours.add(differing(part, own, other));
      }
    }
    return "holds profiles of "
        + String.join(", ", theirs)
        + ", but the configuration asks for "
        + String.join(", ", ours);
  }

  private static String differing(String part, JsonNode of, JsonNode against) {
    JsonNode value = of.path(part);
    if (part.equals(LAYOUT)) {
      return part + " " + layout(value.asText("unknown"), against.path(part).asText());
    }
    if (!value.isArray()) {
      return part.replace('_', ' ') + " " + value.asText("unknown");
    }
    List<String> texts = new ArrayList<>();
    value.forEach(it -> texts.add(it.asText()));
    return part + " " + texts;
  }

  /** Sections follow from the rest of a layout, and say more only where that is the same. */
  private static String layout(String descriptor, String other) {
    int end = descriptor.indexOf(SECTIONS);
    return end < 0 || other.startsWith(descriptor.substring(0, end) + SECTIONS)
        ? descriptor
        : descriptor.substring(0, end);
  }

  private static JsonNode read(String descriptor) {
    try {
      return MAPPER.readTree(descriptor);
    } catch (JsonProcessingException e) {
      return MAPPER.createObjectNode();
    }
  }
}
