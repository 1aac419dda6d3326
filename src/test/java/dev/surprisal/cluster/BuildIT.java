package dev.surprisal.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.xpath.XPathExpressionException;
import javax.xml.xpath.XPathFactory;
import javax.xml.xpath.XPathNodes;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/** What the build leaves under {@code target/}. */
@Tag("slow")
class BuildIT {

  /** Everything that our jar brings stands under our own name, but what its libraries look up. */
  @Test
  void jarHoldsClassesOfOurOwnNameOnly() throws IOException {
    try (JarFile jar = new JarFile(EmbeddedSpark.JAR.toFile())) {
      assertThat(jar.stream().map(Object::toString).filter(name -> name.endsWith(".class")))
          .isNotEmpty()
          .allMatch(name -> name.startsWith("dev/surprisal/"));
    }
  }

  @Test
  void sourcesAndJavadocStandBesideTheJar() throws IOException {
    for (String kind : List.of("sources, Entropy.java", "javadoc, Entropy.html")) {
      String[] parts = kind.split(", ", 2);
      Path file = EmbeddedSpark.JAR.resolveSibling("surprisal-" + parts[0] + ".jar");
      try (JarFile jar = new JarFile(file.toFile())) {
        assertThat(jar.stream().map(Object::toString))
            .anyMatch(name -> name.endsWith("/" + parts[1]));
      }
    }
  }

  @Test
  void jarIsSlim() throws IOException {
    assertThat(Files.size(EmbeddedSpark.JAR)).isLessThan(8L << 20);
  }

  /** Or a test on the embedded Spark would pass although the jar lacks what a cluster lacks too. */
  @Test
  void embeddedSparkLacksWhatOnlyOurJarBrings() {
    assertThat(gathered())
        .isNotEmpty()
        .noneMatch(
            name ->
                name.matches(
                    "(picocli|jte|json-schema|snakeyaml|itu|jspecify|commons-statistics"
                        + "|commons-rng|commons-numbers|jackson-dataformat).*"));
  }

  @Test
  void embeddedSparkIsWhole() {
    assertThat(gathered().stream().map(BuildIT::library))
        .contains(
            "spark-core_2.13",
            "spark-sql_2.13",
            "spark-mllib_2.13",
            "spark-launcher_2.13",
            "hadoop-client-api",
            "hadoop-client-runtime",
            "jackson-databind",
            "jackson-module-scala_2.13",
            "log4j-core",
            "log4j-slf4j2-impl",
            "slf4j-api");
    assertThat(List.of("log4j2.properties", "spark-defaults.conf", "jvm.options"))
        .allMatch(file -> Files.exists(EmbeddedSpark.HOME.resolve("conf").resolve(file)));
  }

  @Test
  void embeddedSparkHasOneVersionOfEach() {
    // Netty's native parts come once for every platform, told apart at the end of the name.
    assertThat(gathered().stream().map(BuildIT::library).filter(name -> !name.startsWith("netty-")))
        .doesNotHaveDuplicates();
  }

  /** What tests the jar on the older Spark has the versions that built it. */
  @Test
  void pomsPinTheSameVersions() {
    Map<String, String> ours = pins(Path.of("pom.xml"));
    Map<String, String> older = pins(Path.of("src", "spark35", "pom.xml"));

    assertThat(older).containsEntry("spark.version", "3.5.6").hasSizeGreaterThan(7);
    older.remove("spark.version");
    assertThat(ours).containsAllEntriesOf(older);
  }

  /** The Spark whose {@code spark-sql} CI runs is the one that the jar was built for. */
  @Test
  void ciFetchesTheSparkOfThePom() throws IOException {
    assertThat(Files.readAllLines(Path.of(".ci", "requirements.txt")))
        .anyMatch(
            line ->
                line.startsWith(
                    "pyspark==" + pins(Path.of("pom.xml")).get("spark.version") + " --hash="));
  }

  /** The project's version, its properties named as versions, and its plugins. */
  private static Map<String, String> pins(Path pom) {
    try {
      Document document =
          DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(pom.toFile());
      Map<String, String> pins = new TreeMap<>();
      pins.put("project", text("/project/version", document));
      for (Node node : nodes("/project/properties/*[contains(name(), '.version')]", document)) {
        pins.put(node.getNodeName(), node.getTextContent());
      }
      for (Node node : nodes("//plugin", document)) {
        String version = text("version", node);
        if (!version.isEmpty()) {
          pins.put(text("artifactId", node), version);
        }
      }
      return pins;
    } catch (IOException | ParserConfigurationException | SAXException e) {
      throw new IllegalStateException(pom.toString(), e);
    }
  }

  private static List<Node> nodes(String path, Node from) {
    try {
      List<Node> found = new ArrayList<>();
      XPathFactory.newInstance()
          .newXPath()
          .evaluateExpression(path, from, XPathNodes.class)
          .forEach(found::add);
      return found;
    } catch (XPathExpressionException e) {
      throw new IllegalStateException(path, e);
    }
  }

  private static String text(String path, Node from) {
    return nodes(path, from).stream().map(Node::getTextContent).collect(Collectors.joining());
  }

  private static String library(String jar) {
    return jar.replaceAll("-[0-9].*", "");
  }

  private static Set<String> gathered() {
    try (Stream<Path> files = Files.list(EmbeddedSpark.HOME.resolve("jars"))) {
      return files
          .map(file -> file.getFileName().toString())
          .collect(Collectors.toCollection(TreeSet::new));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
