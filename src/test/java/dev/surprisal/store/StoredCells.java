package dev.surprisal.store;

import dev.surprisal.profile.Profile;
import dev.surprisal.profile.cube.Cell;
import dev.surprisal.profile.cube.Slice;
import dev.surprisal.profile.cube.StoredProfile;
import dev.surprisal.profile.row.ZeroPolicy;
import dev.surprisal.profile.state.Layout;
import dev.surprisal.profile.state.StateUpdater;
import dev.surprisal.profile.time.TimeRange;
import dev.surprisal.tables.FormatSetting;
import dev.surprisal.tables.TableDirectory;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/** Cells of a model of two classes by city, and stores for them. */
final class StoredCells {

  static final Layout LAYOUT = new Layout(2, ZeroPolicy.DEFAULT, 0);
  static final TimeRange MONDAY = day("2026-05-04");
  static final TimeRange TUESDAY = day("2026-05-05");
  static final List<TimeRange> BOTH = List.of(MONDAY, TUESDAY);

  private static final List<String> DIMENSIONS = List.of("city");
  private static final Clock NOON =
      Clock.fixed(Instant.parse("2026-05-06T12:00:00Z"), ZoneOffset.UTC);

  private StoredCells() {}

  static ProfileTables tables(SparkSession spark, Path directory, String format) {
    return new ProfileTables(
        new TableDirectory(spark, directory.toString()),
        new FormatSetting("output.store.format", format));
  }

  static ProfileStore store(ProfileTables tables, String model) {
    return store(tables, key(model, List.of("DOWN", "UP")), null);
  }

  static ProfileStore store(ProfileTables tables, StoreKey key, @Nullable Duration maxLabelDelay) {
    tables.requireAvailable();
    tables.configureSession();
    return new ProfileStore(tables, key, maxLabelDelay, NOON);
  }

  static StoreKey key(String model, List<String> classes) {
    return new StoreKey(model, classes, DIMENSIONS, List.of(), LAYOUT);
  }

  static TimeRange day(String date) {
    Instant from = Instant.parse(date + "T00:00:00Z");
    return new TimeRange(from, from.plusSeconds(86_400));
  }

  /** A cell of some rows with the label UP. */
  static Cell cell(
      @Nullable TimeRange window, @Nullable String version, @Nullable String city, int rows) {
    return cell(window, version, city, rows, 0);
  }

  /** A cell of some rows with the label UP, and of others without a label. */
  static Cell cell(
      @Nullable TimeRange window,
      @Nullable String version,
      @Nullable String city,
      int rows,
      int unlabelled) {
    StateUpdater fold = StateUpdater.of(LAYOUT);
    long[] state = fold.layout().empty();
    double[] probability = {0.25, 0.75};
    for (int i = 0; i < rows; i++) {
      fold.scored(state, probability, 1);
    }
    for (int i = 0; i < unlabelled; i++) {
      fold.unlabelled(state, probability);
    }
    return new Cell(
        window,
        version,
        new Slice(DIMENSIONS, Arrays.asList(city)),
        new StoredProfile(LAYOUT, Profile.of(LAYOUT, state).encode()));
  }
}
