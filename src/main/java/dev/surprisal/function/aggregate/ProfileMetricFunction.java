package dev.surprisal.function.aggregate;

import dev.surprisal.function.binding.Parameter;
import dev.surprisal.function.binding.ScalarBase;
import dev.surprisal.function.binding.StoredForm;
import dev.surprisal.function.binding.Usage;
import dev.surprisal.function.binding.UsageFunction;
import dev.surprisal.profile.Metric;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.spark.sql.connector.catalog.functions.BoundFunction;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;

/** {@code profile_metric(state, metric)}: a {@link Metric} of a profile. */
public final class ProfileMetricFunction extends UsageFunction {

  private static final String NAME = "profile_metric";

  private static final Map<String, Metric> METRICS =
      Arrays.stream(Metric.values())
          .collect(Collectors.toUnmodifiableMap(Metric::label, Function.identity()));

  public ProfileMetricFunction() {
    super(
        Usage.of(
                NAME,
                "A figure of a profile, in nats where it is an amount of information",
                "Null if an argument is null. NaN if the figure does not exist, or if the bytes are"
                    + " not a profile",
                Parameter.binary("state", "a profile"),
                Parameter.text("metric", "the figure's name in reports, as in 'log_loss'"))
            .exampleOf("$profile_metric($profile(0, array(0.75, 0.25)), 'accuracy')", "1.0"));
  }

  @Override
  protected BoundFunction bound(DataType... types) {
    return new OfProfile(types);
  }

  /** For the binary form. */
  public static final class OfProfile extends ScalarBase<Double> {

    private static final long serialVersionUID = 1L;

    OfProfile(DataType... types) {
      super(NAME, DataTypes.DoubleType, types);
    }

    /** Called from generated code. */
    public static @Nullable Double invoke(byte @Nullable [] state, @Nullable UTF8String name) {
      if (state == null || name == null) {
        return null;
      }
      Metric metric = METRICS.get(name.toString());
      return metric == null
          ? Double.NaN
          : StoredForm.read(state, profile -> metric.value(profile.open())).orElse(Double.NaN);
    }
  }
}
