package dev.surprisal.dataset;

import static java.util.stream.Collectors.joining;

import dev.surprisal.dataset.source.Expression;
import dev.surprisal.dataset.source.Input;
import dev.surprisal.dataset.spec.ProbabilitySpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A distribution of which each class has a column of its own. Of two classes one column is enough:
 * the other class has the rest.
 *
 * @param classes the classes, in order
 * @param scale what the figures are
 */
record ColumnPerClass(List<String> classes, ProbabilitySpec.Scale scale) {

  /** Resolves the columns; empty, with every problem told, where one cannot be a number. */
  Optional<DistributionShape.Shaped> shaped(Input input, String key, Map<String, String> columns) {
    Map<String, Expression> resolved = new LinkedHashMap<>();
    columns.forEach(
        (name, column) ->
            input
                .resolve(key + "." + name, column)
                .filter(expression -> isNumber(input, key + "." + name, expression))
                .ifPresent(expression -> resolved.put(name, expression)));
    return resolved.size() < columns.size()
        ? Optional.empty()
        : Optional.of(new DistributionShape.Shaped(array(resolved), text(resolved)));
  }

  private static boolean isNumber(Input input, String key, Expression column) {
    if (DistributionShape.isNumber(column.type())) {
      return true;
    }
    input.refuse(key, column.text(), "must be a number, but is " + column.type().catalogString());
    return false;
  }

  private String array(Map<String, Expression> columns) {
    String array =
        classes.stream().map(name -> share(name, columns)).collect(joining(", ", "array(", ")"));
    if (scale != ProbabilitySpec.Scale.LOGIT) {
      return array;
    }
    String known =
        columns.values().stream()
            .map(column -> figure(column) + " is not null")
            .collect(joining(" and "));
    return "case when " + known + " then surprisal.softmax(" + array + ") end";
  }

  /** The configuration has been checked: a class without a column is the other one of two. */
  private String share(String name, Map<String, Expression> columns) {
    Expression own = columns.get(name);
    if (own != null) {
      return figure(own);
    }
    // The logit of one of two classes is ln(p / (1 − p)), the softmax of itself beside 0.
    return scale == ProbabilitySpec.Scale.LOGIT
        ? "0D"
        : "1 - " + figure(columns.values().iterator().next());
  }

  private String figure(Expression column) {
    String number = DistributionShape.number(column.sql());
    return scale == ProbabilitySpec.Scale.LOG_PROBABILITY ? "exp(" + number + ")" : number;
  }

  private static String text(Map<String, Expression> columns) {
    return columns.values().stream()
        .map(column -> "coalesce(" + column.written() + ", 'null')")
        .collect(joining(", ", "concat('[', concat_ws(', ', ", "), ']')"));
  }
}
