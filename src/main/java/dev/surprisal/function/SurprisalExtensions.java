package dev.surprisal.function;

import dev.surprisal.api.PublicApi;
import dev.surprisal.catalyst.BuiltinFunction;
import dev.surprisal.function.binding.Usage;
import dev.surprisal.function.binding.UsageFunction;
import org.apache.spark.sql.SparkSessionExtensions;
import scala.Function1;
import scala.runtime.BoxedUnit;

/**
 * The documented functions without a catalog's prefix, and with {@code DESCRIBE FUNCTION}: {@code
 * spark.sql.extensions=dev.surprisal.function.SurprisalExtensions}.
 *
 * <p>They are the functions of {@link SurprisalCatalog}, bound and called in the same way.
 */
@PublicApi
public final class SurprisalExtensions implements Function1<SparkSessionExtensions, BoxedUnit> {

  @Override
  public BoxedUnit apply(SparkSessionExtensions extensions) {
    for (UsageFunction function : SurprisalCatalog.documented()) {
      Usage usage = function.usage();
      new BuiltinFunction(function, usage.summary(""), usage.details()).register(extensions);
    }
    return BoxedUnit.UNIT;
  }
}
