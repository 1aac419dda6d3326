package dev.surprisal.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the jar says of the licences of what it carries, against the libraries themselves. */
@Tag("slow")
class LicencesIT {

  private static final String SHADED = "dev/surprisal/shaded/";
  private static final Pattern RELOCATION =
      Pattern.compile("<pattern>([^<]+)</pattern>\\s*<shadedPattern>([^<]+)</shadedPattern>");
  private static final Pattern LINE =
      Pattern.compile("(\\S+) +(Apache-2\\.0|BSD-[23]-Clause|EPL-2\\.0) +https://\\S+");
  private static final Pattern TEXT = Pattern.compile("META-INF/([^/]*(LICENSE|NOTICE)[^/]*)");

  @Test
  void listingNamesEveryLibraryAndItsLicence() throws IOException {
    List<String> listed =
        text("META-INF/THIRD-PARTY.txt")
            .lines()
            .map(LINE::matcher)
            .filter(Matcher::matches)
            .map(line -> line.group(1))
            .toList();

    assertThat(listed).isSorted().containsExactlyElementsOf(carried().keySet());
  }

  @Test
  void whatLibrariesBringOfLicencesAndNoticesIsThereWordForWord() throws IOException {
    Map<String, String> brought = new TreeMap<>();
    for (Map.Entry<String, Path> library : carried().entrySet()) {
      try (JarFile jar = new JarFile(library.getValue().toFile())) {
        for (ZipEntry entry : jar.stream().toList()) {
          Matcher name = TEXT.matcher(entry.getName());
          if (name.matches()) {
            brought.put(library.getKey() + "/" + name.group(1), text(jar, entry.getName()));
          }
        }
      }
    }

    assertThat(brought)
        .containsKeys("commons-numbers-gamma/LICENSE", "jackson-core/thirdparty-LICENSE");
    for (Map.Entry<String, String> text : brought.entrySet()) {
      assertThat(text("META-INF/licenses/" + text.getKey())).isEqualTo(text.getValue());
    }
  }

  @Test
  void licenceIsTheProjectsAndTheNoticeThatOfAll() throws IOException {
    assertThat(text("META-INF/LICENSE")).isEqualTo(Files.readString(Path.of("LICENSE")));
    assertThat(text("META-INF/NOTICE"))
        .contains(
            "in this case for Surprisal",
            "Copyright 2026 The Surprisal project\n",
            "Apache Commons Statistics\nCopyright",
            "Jackson is a high-performance");
  }

  /** The libraries by name: the files on the class path that the jar's classes come from. */
  private static Map<String, Path> carried() throws IOException {
    Map<String, String> origins = origins();
    Map<String, Path> libraries = new TreeMap<>();
    try (JarFile jar = new JarFile(EmbeddedSpark.JAR.toFile())) {
      Stream<String> names =
          jar.stream()
              .map(ZipEntry::getName)
              .filter(name -> !name.endsWith("/"))
              .filter(name -> name.startsWith(SHADED));
      for (String name : names.toList()) {
        Path library = libraryOf(origin(name, origins));
        libraries.put(library.getFileName().toString().replaceAll("-[0-9].*", ""), library);
      }
    }
    return libraries;
  }

  /** The folder of a library's classes by the one that they have in the jar. */
  private static Map<String, String> origins() throws IOException {
    Map<String, String> origins = new LinkedHashMap<>();
    Matcher relocation = RELOCATION.matcher(Files.readString(Path.of("pom.xml")));
    while (relocation.find()) {
      origins.put(folder(relocation.group(2)), folder(relocation.group(1)));
    }
    return origins;
  }

  private static String folder(String name) {
    return name.replace('.', '/') + "/";
  }

  private static String origin(String name, Map<String, String> origins) {
    return origins.entrySet().stream()
        .filter(origin -> name.startsWith(origin.getKey()))
        .map(origin -> origin.getValue() + name.substring(origin.getKey().length()))
        .findFirst()
        .orElse(name);
  }

  private static Path libraryOf(String name) {
    try {
      URL place = LicencesIT.class.getClassLoader().getResource(name);
      assertThat(place).as(name).isNotNull();
      JarURLConnection connection =
          (JarURLConnection) Objects.requireNonNull(place).openConnection();
      return Path.of(connection.getJarFileURL().getPath());
    } catch (IOException e) {
      throw new UncheckedIOException(name, e);
    }
  }

  private static String text(String name) throws IOException {
    try (JarFile jar = new JarFile(EmbeddedSpark.JAR.toFile())) {
      return text(jar, name);
    }
  }

  private static String text(JarFile jar, String name) throws IOException {
    ZipEntry entry = jar.getEntry(name);
    assertThat(entry).as(name).isNotNull();
    return new String(jar.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8);
  }
}
