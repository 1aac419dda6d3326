package dev.surprisal.dataset.source;

import dev.surprisal.dataset.spec.SourceSpec;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.compress.CompressionCodec;
import org.apache.hadoop.io.compress.CompressionCodecFactory;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Matches the columns of CSV files by their headers. Spark goes by their places: a file whose
 * columns stand in another order than the schema's, or than those of the first file, would be read
 * with its figures under other names.
 *
 * <p>The first line of each file is read, on the driver, and of no file more.
 */
final class CsvHeaders {

  private static final String HEADER = "header";
  private static final String ENFORCE_SCHEMA = "enforceschema";
  private static final int LONGEST = 1 << 20;
  private static final int COLUMNS_TOLD = 20;

  /** Options that choose files, of which one is looked at. */
  private static final Set<String> OF_MANY_FILES =
      Set.of(
          "basepath",
          "pathglobfilter",
          "recursivefilelookup",
          "modifiedbefore",
          "modifiedafter",
          "inferschema",
          HEADER,
          ENFORCE_SCHEMA);

  private final SparkSession spark;
  private final SourceSpec spec;
  private final Map<String, String> options;
  private final List<String> problems = new ArrayList<>();

  private CsvHeaders(SparkSession spark, SourceSpec spec) {
    this.spark = spark;
    this.spec = spec;
    this.options = new HashMap<>();
    spec.options().forEach((name, value) -> options.put(name.toLowerCase(Locale.ROOT), value));
  }

  /**
   * What a source's schema is to be, and that Spark checks it.
   *
   * @param schema the schema by the places of the columns; null where the files tell it
   * @param checked whether Spark can compare it with every header once more as it reads
   */
  record Matched(Optional<StructType> schema, boolean checked, List<String> problems) {}

  /** Whether a source is CSV files. */
  static boolean areIn(SourceSpec spec) {
    return spec.path() != null && spec.format().equalsIgnoreCase("csv");
  }

  /**
   * Matches the headers of all files with the schema and with each other.
   *
   * @param rows the source as Spark opens it
   */
  static Matched match(SparkSession spark, SourceSpec spec, Dataset<Row> rows) {
    return new CsvHeaders(spark, spec).match(rows);
  }

  private Matched match(Dataset<Row> rows) {
    String[] files = rows.inputFiles();
    boolean byPlace = Boolean.parseBoolean(options.get(ENFORCE_SCHEMA));
    if (files.length == 0 || byPlace) {
      return new Matched(Optional.empty(), false, problems);
    }
    Arrays.sort(files);
    if (!Boolean.parseBoolean(options.get(HEADER))) {
      requireNoHeader(files[0]);
      return new Matched(Optional.empty(), false, problems);
    }
    Map<String, String> headers = distinct(files);
    if (headers.isEmpty()) {
      return new Matched(Optional.empty(), false, problems);
    }
    List<String> first = new ArrayList<>();
    String firstFile = "";
    for (String file : headers.values()) {
      List<String> names = cells(file);
      if (firstFile.isEmpty()) {
        first = names;
        firstFile = file;
      } else if (!alike(first, names)) {
        problems.add(differs(firstFile, first, file, names));
        return new Matched(Optional.empty(), false, problems);
      }
    }
    return spec.schema() == null
        ? new Matched(Optional.empty(), areChecked(first, List.of(rows.columns())), problems)
        : ofSchema(first, firstFile, StructType.fromDDL(spec.schema()));
  }

  /** Without a header, names come by their places; a line of names says that there is one. */
  private void requireNoHeader(String file) {
    if (spec.schema() == null) {
      return;
    }
    Set<String> names = new HashSet<>();
    for (StructField field : StructType.fromDDL(spec.schema()).fields()) {
      if (!isOfFolder(field.name(), file)) {
        names.add(plain(field.name()));
      }
    }
    Set<String> cells = new HashSet<>();
    cells(file).forEach(cell -> cells.add(plain(cell)));
    if (names.size() > 1 && cells.containsAll(names)) {
      problems.add(
          "its first line contains the column names, "
              + list(cells(file))
              + ": write options: {header: \"true\"}");
    }
  }

  private Matched ofSchema(List<String> header, String file, StructType schema) {
    Map<String, StructField> fields = new LinkedHashMap<>();
    for (StructField field : schema.fields()) {
      fields.put(plain(field.name()), field);
    }
    StructType matched = new StructType();
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < header.size(); i++) {
      String name = plain(header.get(i));
      boolean isFirst = seen.add(name);
      StructField field = isFirst ? fields.get(name) : null;
      if (!isFirst && fields.containsKey(name)) {
        problems.add("the header of " + shown(file) + " has " + header.get(i) + " twice");
      }
      // A column that the schema does not name keeps its place, under a name that is nobody's.
      matched =
          field != null
              ? matched.add(field)
              : matched.add(unused(header.get(i), i, fields), DataTypes.StringType);
    }
    for (StructField field : schema.fields()) {
      if (seen.contains(plain(field.name()))) {
        continue;
      }
      if (isOfFolder(field.name(), file) || isOfBrokenLines(field.name())) {
        matched = matched.add(field);
      } else {
        problems.add(lacks(header, file, field.name()));
      }
    }
    boolean asIs = Arrays.equals(matched.fieldNames(), schema.fieldNames());
    return new Matched(
        asIs ? Optional.empty() : Optional.of(matched),
        areChecked(header, List.of(matched.fieldNames())),
        problems);
  }

  private static String unused(String name, int place, Map<String, StructField> fields) {
    boolean isFree = !name.isBlank() && !fields.containsKey(plain(name));
    return isFree ? name : "_c" + place;
  }

  private static boolean isOfFolder(String name, String file) {
    return file.toLowerCase(Locale.ROOT).contains("/" + name.toLowerCase(Locale.ROOT) + "=");
  }

  private boolean isOfBrokenLines(String name) {
    return name.equals(options.getOrDefault("columnnameofcorruptrecord", "_corrupt_record"));
  }

  private String lacks(List<String> header, String file, String name) {
    String separator =
        header.size() == 1
            ? List.of(";", "\t", "|", ",").stream()
                .filter(header.get(0)::contains)
                .findFirst()
                .map(it -> it.equals("\t") ? "\\t" : it)
                .map(it -> "; does it use another separator? write options: {sep: \"" + it + "\"}")
                .orElse("")
            : "";
    return String.format(
        "its schema has %s, but the header of %s does not; it has %s%s",
        name, shown(file), list(header), separator);
  }

  private static String differs(
      String firstFile, List<String> first, String file, List<String> names) {
    return String.format(
        "the header of %s, %s, differs from that of %s, %s; files of one dataset must have the same"
            + " columns in the same order",
        shown(file), list(names), shown(firstFile), list(first));
  }

  private static String list(List<String> names) {
    int more = names.size() - COLUMNS_TOLD;
    return String.join(", ", names.subList(0, Math.min(COLUMNS_TOLD, names.size())))
        + (more > 0 ? " and " + more + " more" : "");
  }

  static String shown(String file) {
    Path path = new Path(URI.create(file));
    return "file".equals(path.toUri().getScheme()) ? path.toUri().getPath() : path.toString();
  }

  private static boolean alike(List<String> left, List<String> right) {
    return left.stream()
        .map(CsvHeaders::plain)
        .toList()
        .equals(right.stream().map(CsvHeaders::plain).toList());
  }

  /** Spark compares names but for their case, and what it calls a column without one it forgets. */
  private static boolean areChecked(List<String> header, List<String> columns) {
    return columns.size() >= header.size()
        && new HashSet<>(header).size() == header.size()
        && IntStream.range(0, header.size())
            .allMatch(i -> header.get(i).equalsIgnoreCase(columns.get(i)));
  }

  private static String plain(String name) {
    return name.replace("\ufeff", "").strip().toLowerCase(Locale.ROOT);
  }

  /** The cells of a file's first line. */
  private List<String> cells(String file) {
    Map<String, String> own = new HashMap<>(spec.options());
    own.keySet().removeIf(name -> OF_MANY_FILES.contains(name.toLowerCase(Locale.ROOT)));
    Dataset<Row> lines =
        spark.read().format("csv").options(own).option(HEADER, "false").load(glob(file));
    List<Row> row = lines.takeAsList(1);
    return row.isEmpty()
        ? List.of()
        : IntStream.range(0, row.get(0).length())
            .mapToObj(i -> row.get(0).isNullAt(i) ? "" : row.get(0).getString(i))
            .map(cell -> cell.replace("\ufeff", ""))
            .toList();
  }

  /** A file's path, of which no letter is a wildcard. */
  private static String glob(String file) {
    return new Path(URI.create(file)).toString().replaceAll("([\\[\\]{}*?\\\\])", "\\\\$1");
  }

  /**
   * One file of each different first line, in the order of their names; none where all are empty.
   */
  private Map<String, String> distinct(String[] files) {
    Configuration hadoop = spark.sparkContext().hadoopConfiguration();
    List<String> lines = Arrays.stream(files).parallel().map(file -> line(file, hadoop)).toList();
    Map<String, String> firsts = new TreeMap<>();
    for (int i = files.length - 1; i >= 0; i--) {
      if (!lines.get(i).isBlank()) {
        firsts.put(lines.get(i), files[i]);
      }
    }
    Map<String, String> ordered = new LinkedHashMap<>();
    firsts.entrySet().stream()
        .sorted(Map.Entry.comparingByValue())
        .forEach(entry -> ordered.put(entry.getKey(), entry.getValue()));
    return ordered;
  }

  /** The first line that is neither blank nor a comment, byte by byte. */
  private String line(String file, Configuration hadoop) {
    Path path = new Path(URI.create(file));
    String comment = options.getOrDefault("comment", "");
    CompressionCodec codec = new CompressionCodecFactory(hadoop).getCodec(path);
    try (InputStream raw = path.getFileSystem(hadoop).open(path);
        InputStream bytes = codec == null ? raw : codec.createInputStream(raw)) {
      InputStream buffered = new BufferedInputStream(bytes, 1 << 13);
      String line = next(buffered);
      while (line.endsWith("\n")
          && (line.isBlank() || !comment.isEmpty() && line.startsWith(comment))) {
        line = next(buffered);
      }
      return line;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String next(InputStream bytes) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    int read = bytes.read();
    while (read >= 0 && read != '\n' && line.size() < LONGEST) {
      line.write(read);
      read = bytes.read();
    }
    return line.toString(StandardCharsets.ISO_8859_1) + (read == '\n' ? "\n" : "");
  }
}
