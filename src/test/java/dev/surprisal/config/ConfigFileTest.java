package dev.surprisal.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigFileTest {

  @TempDir private Path directory = Path.of("");

  @Test
  void readsALocalPathWithABlankInIt() throws IOException {
    Path file = Files.writeString(directory.resolve("my model.yaml"), Yaml.SMALL);

    Config config = new ConfigReader().read(file.toString(), List.of()).config();

    assertThat(config.modelName()).isEqualTo("electricity");
  }

  @Test
  void readsAUriThroughHadoop() throws IOException {
    Path file = Files.writeString(directory.resolve("model.yaml"), Yaml.SMALL);

    Config config = new ConfigReader().read(file.toUri().toString(), List.of()).config();

    assertThat(config.modelName()).isEqualTo("electricity");
  }

  @Test
  void handsOnTheHadoopPropertiesOfSparkSubmit() throws IOException {
    Files.writeString(directory.resolve("model.yaml"), Yaml.SMALL);
    String link = "spark.hadoop.fs.viewfs.mounttable.cluster.link./conf";
    System.setProperty(link, directory.toUri().toString());
    try {
      Config config =
          new ConfigReader().read("viewfs://cluster/conf/model.yaml", List.of()).config();

      assertThat(config.modelName()).isEqualTo("electricity");
    } finally {
      System.clearProperty(link);
    }
  }

  @Test
  void aMissingFileIsToldByItsName() {
    assertThat(refused("conf/absent.yaml"))
        .isEqualTo("Configuration conf/absent.yaml does not exist");
    assertThat(refused("file:/absent/x.yaml"))
        .isEqualTo("Configuration file:/absent/x.yaml does not exist");
  }

  @Test
  void aDirectoryIsNoConfiguration() {
    String told = " cannot be read: it is a directory (must be a YAML file)";

    assertThat(refused(directory.toString())).isEqualTo("Configuration " + directory + told);
    assertThat(refused(directory.toUri().toString()))
        .isEqualTo("Configuration " + directory.toUri() + told);
  }

  @Test
  void aSchemeThatHadoopDoesNotKnowIsToldAsSuch() {
    assertThat(refused("gopher://host/x.yaml"))
        .isEqualTo(
            "Configuration gopher://host/x.yaml cannot be read: No FileSystem for scheme"
                + " \"gopher\"");
  }

  @Test
  void bytesThatAreNoTextAreToldAsSuch() throws IOException {
    Path file =
        Files.write(
            directory.resolve("x.yaml"), "model: {name: Ä}".getBytes(StandardCharsets.ISO_8859_1));

    assertThat(refused(file.toString()))
        .isEqualTo("Configuration " + file + " is not text in UTF-8");
  }

  private static String refused(String location) {
    return String.valueOf(
        catchThrowableOfType(
                ConfigException.class, () -> new ConfigReader().read(location, List.of()))
            .getMessage());
  }
}
