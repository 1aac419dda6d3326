package dev.surprisal.function;

import dev.surprisal.api.PublicApi;
import dev.surprisal.function.aggregate.CountsDivergenceFunction;
import dev.surprisal.function.aggregate.LogLossFunction;
import dev.surprisal.function.aggregate.ProfileMergeFunction;
import dev.surprisal.function.aggregate.ProfileMetricFunction;
import dev.surprisal.function.aggregate.RowsProfileFunction;
import dev.surprisal.function.binding.Usage;
import dev.surprisal.function.binding.UsageFunction;
import dev.surprisal.function.measure.BrierFunction;
import dev.surprisal.function.measure.CrossEntropyFunction;
import dev.surprisal.function.measure.EntropyFunction;
import dev.surprisal.function.measure.GaussianKlFunction;
import dev.surprisal.function.measure.HellingerFunction;
import dev.surprisal.function.measure.IsDistributionFunction;
import dev.surprisal.function.measure.JsDistanceFunction;
import dev.surprisal.function.measure.JsDivergenceFunction;
import dev.surprisal.function.measure.KlDivergenceFunction;
import dev.surprisal.function.measure.NormalizeFunction;
import dev.surprisal.function.measure.PsiFunction;
import dev.surprisal.function.measure.SoftmaxFunction;
import dev.surprisal.function.measure.TotalVariationFunction;
import dev.surprisal.function.row.ClassIndexFunction;
import dev.surprisal.function.row.DenseFunction;
import dev.surprisal.function.row.DistributionStatusFunction;
import dev.surprisal.function.row.ExponentialsFunction;
import dev.surprisal.function.row.RowLossFunction;
import dev.surprisal.function.row.SparseFunction;
import dev.surprisal.function.row.SparseStatusFunction;
import dev.surprisal.function.row.VectorToArrayFunction;
import dev.surprisal.function.row.WindowIndexFunction;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.spark.sql.catalyst.analysis.NoSuchFunctionException;
import org.apache.spark.sql.catalyst.analysis.NoSuchNamespaceException;
import org.apache.spark.sql.connector.catalog.FunctionCatalog;
import org.apache.spark.sql.connector.catalog.Identifier;
import org.apache.spark.sql.connector.catalog.functions.UnboundFunction;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/**
 * The functions as a Spark catalog: {@code
 * spark.sql.catalog.surprisal=dev.surprisal.function.SurprisalCatalog}.
 */
@PublicApi
public final class SurprisalCatalog implements FunctionCatalog {

  /** The name under which the job registers the catalog. */
  public static final String NAME = Usage.CATALOG;

  private static final Map<String, UnboundFunction> FUNCTIONS =
      byName(
          List.of(
              new EntropyFunction(),
              new CrossEntropyFunction(),
              new KlDivergenceFunction(),
              new JsDivergenceFunction(),
              new JsDistanceFunction(),
              new PsiFunction(),
              new HellingerFunction(),
              new TotalVariationFunction(),
              new BrierFunction(),
              new GaussianKlFunction(),
              new SoftmaxFunction(),
              new NormalizeFunction(),
              new IsDistributionFunction(),
              new LogLossFunction(),
              new CountsDivergenceFunction(),
              new RowsProfileFunction(),
              new ProfileMergeFunction(),
              new ProfileMetricFunction(),
              new DistributionStatusFunction(),
              new WindowIndexFunction(),
              new RowLossFunction(),
              new ExponentialsFunction(),
              new VectorToArrayFunction(),
              new ClassIndexFunction(),
              new SparseFunction(),
              new SparseStatusFunction(),
              new DenseFunction()));

  private String name = NAME;

  private static Map<String, UnboundFunction> byName(List<UnboundFunction> functions) {
    Map<String, UnboundFunction> byName = new LinkedHashMap<>();
    functions.forEach(function -> byName.put(function.name(), function));
    return Collections.unmodifiableMap(byName);
  }

  /** Every function of the catalog. */
  public static Collection<UnboundFunction> functions() {
    return FUNCTIONS.values();
  }

  /** The public functions; the others are the job's own. */
  static List<UsageFunction> documented() {
    return functions().stream()
        .filter(UsageFunction.class::isInstance)
        .map(UsageFunction.class::cast)
        .toList();
  }

  @Override
  public void initialize(String catalogName, CaseInsensitiveStringMap options) {
    name = catalogName;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Identifier[] listFunctions(String[] namespace) throws NoSuchNamespaceException {
    if (namespace.length > 0) {
      throw new NoSuchNamespaceException(namespace);
    }
    return FUNCTIONS.keySet().stream()
        .map(function -> Identifier.of(namespace, function))
        .toArray(Identifier[]::new);
  }

  @Override
  public UnboundFunction loadFunction(Identifier identifier) throws NoSuchFunctionException {
    String function = identifier.name().toLowerCase(Locale.ROOT);
    String[] namespace = identifier.namespace();
    UnboundFunction found = namespace.length == 0 ? FUNCTIONS.get(function) : null;
    if (found == null) {
      throw new NoSuchFunctionException(identifier);
    }
    return found;
  }
}
