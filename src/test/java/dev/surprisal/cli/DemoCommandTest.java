package dev.surprisal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.surprisal.config.Config;
import dev.surprisal.config.ConfigReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("platform")
class DemoCommandTest {

  private final CapturedTerminal terminal = new CapturedTerminal();

  @TempDir private Path directory = Path.of("");

  @Test
  void writesASampleAndASoundConfigurationOfIt() {
    Path output = directory.resolve("a sample");

    assertThat(execute("demo", "--output", output.toString(), "--rows", "1000")).isEqualTo(0);

    Config config =
        new ConfigReader().read(output.resolve("demo.yaml").toString(), List.of()).config();
    assertThat(Path.of(config.predictions().source().place())).isNotEmptyDirectory();
    assertThat(terminal.err())
        .isEqualTo(
            "Writing the sample: 1,000 predictions to %1$s/predictions%nConfiguration: %1$s/demo.yaml%n"
                .formatted(output));
  }

  @Test
  void anOutputThatCannotBeWrittenIsToldAsSuch() throws IOException {
    Path file = Files.createFile(directory.resolve("file"));

    assertThat(execute("demo", "--output", file + "/x", "--rows", "10")).isEqualTo(2);
    assertThat(terminal.err())
        .endsWith(
            "Invalid --output: %1$s/x (cannot be written: Parent path is not a directory: file:%1$s)%n"
                .formatted(file));
  }

  @Test
  void anOutputOnAnUnknownFileSystemIsToldAsSuch() {
    assertThat(execute("demo", "--output", "gopher://host/x", "--rows", "10")).isEqualTo(2);
    assertThat(terminal.err())
        .endsWith(
            "Invalid --output: gopher://host/x (cannot be written: No FileSystem for scheme"
                + " \"gopher\")\n");
  }

  private int execute(String... words) {
    return Main.execute(terminal.terminal(), words);
  }
}
