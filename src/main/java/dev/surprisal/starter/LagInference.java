package dev.surprisal.starter;

import dev.surprisal.dataset.inspect.LabelDelay;
import dev.surprisal.profile.time.WindowLengths;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** When labels came, and how long they are waited for. */
final class LagInference {

  private static final List<String> LENGTHS =
      List.of(
          "1 hour",
          "6 hours",
          "1 day",
          "2 days",
          "3 days",
          "7 days",
          "14 days",
          "30 days",
          "60 days",
          "90 days",
          "180 days",
          "365 days",
          "730 days");

  /** Labels are never all in time: a tenth more than what 99 in 100 took. */
  private static final double SPARE = 1.1;

  private static final String LAG = "labels.lag";

  private LagInference() {}

  /** The timestamp of labels and the lag, where the delay says that it is one. */
  static List<Entry> entries(TimestampInference arrival, @Nullable LabelDelay delay) {
    if (delay == null) {
      return List.of(arrival.entry("labels.timestamp"), suggested());
    }
    if (2 * delay.before() > delay.rows()) {
      return List.of(
          new Entry(
              "labels.timestamp",
              YamlText.of(arrival.expression()),
              String.format(
                  Locale.ROOT,
                  "when labels arrived; omitted because %,d of %,d precede their predictions",
                  delay.before(),
                  delay.rows()),
              Certainty.SUGGESTED));
    }
    return List.of(arrival.entry("labels.timestamp"), lag(delay));
  }

  private static Entry lag(LabelDelay delay) {
    Duration wanted = Duration.ofMillis((long) (SPARE * delay.most().toMillis()));
    return LENGTHS.stream()
        .filter(length -> WindowLengths.parse(length).estimatedDuration().compareTo(wanted) >= 0)
        .findFirst()
        .map(
            length ->
                new Entry(
                    LAG,
                    length,
                    String.format(
                        Locale.ROOT,
                        "how long to wait for labels: 99%% of %,d labels arrived within %s",
                        delay.rows(),
                        format(delay.most())),
                    Certainty.GUESSED))
        .orElse(suggested());
  }

  private static String format(Duration delay) {
    double hours = delay.toMillis() / 3.6e6;
    return hours < 48
        ? String.format(Locale.ROOT, "%.3g hours", hours)
        : String.format(Locale.ROOT, "%.3g days", hours / 24);
  }

  private static Entry suggested() {
    return new Entry(
        LAG,
        "7 days",
        "how long to wait for labels; without it, until all have arrived",
        Certainty.SUGGESTED);
  }
}
