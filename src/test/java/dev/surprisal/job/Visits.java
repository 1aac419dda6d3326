package dev.surprisal.job;

import dev.surprisal.config.Config;
import dev.surprisal.config.ConfigReader;
import dev.surprisal.config.Setting;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Configurations of the sample dataset for tests. */
final class Visits {

  private static final String CONFIGURATION =
      """
      model: {name: shop-visits, classes: [BROWSE, CART, BUY]}
      predictions:
        path: %1$s/predictions
        key: [id]
        probability: probability
        timestamp: scored_at
        version: model_version
      labels:
        path: %1$s/labels
        key: [id]
        label: label
        timestamp: labelled_at
      window: 7 days
      reference: {from: 2026-04-01, to: 2026-05-01}
      current: {from: 2026-05-01, to: 2026-05-31}
      slices: [device]
      columns: [pages, basket]
      output: {path: %1$s/report}
      """;

  private Visits() {}

  static Config config(Path folder, String... settings) {
    List<Setting> parsed = Stream.of(settings).map(Setting::parse).toList();
    return new ConfigReader()
        .parse("visits.yaml", CONFIGURATION.formatted(folder), parsed)
        .config();
  }
}
