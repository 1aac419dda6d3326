package dev.surprisal.job;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.surprisal.config.Config;
import dev.surprisal.config.ConfigReader;
import dev.surprisal.config.Setting;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;

/** Runs on real input: two models of the New South Wales electricity market. */
final class Electricity {

  private static final Path DATA = Path.of("../shared/data/electricity");

  private Electricity() {}

  /** Skips the tests where the data is not. */
  static void assumeThere() {
    assumeTrue(Files.isDirectory(DATA), "The real input is not beside the project: " + DATA);
  }

  /** Runs the job with its output in a folder. */
  static Outcome run(Path output, PrintStream out, String... settings) {
    List<Setting> all =
        Stream.concat(Stream.of("output.path=" + output, "output.json=full"), Stream.of(settings))
            .map(Setting::parse)
            .toList();
    Config config = new ConfigReader().read("conf/electricity.yaml", all).config();
    PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
    return new Job(config, out, nowhere, Clock.systemUTC()).run();
  }

  /** The report that was published there. */
  static JsonNode report(Path output) throws IOException {
    ObjectMapper mapper = new ObjectMapper();
    JsonNode latest = mapper.readTree(output.resolve("latest.json").toFile());
    return mapper.readTree(output.resolve(latest.path("report").asText()).toFile());
  }
}
