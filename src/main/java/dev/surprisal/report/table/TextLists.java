package dev.surprisal.report.table;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.functions;

/**
 * A few different lists of texts that very many rows have: the rows travel with the number of
 * theirs, and the lists with the plan.
 */
final class TextLists {

  private final Map<List<String>, Integer> numbers = new HashMap<>();
  private final List<Column> lists = new ArrayList<>();

  /** The number of a list, from 1 on. */
  int number(List<String> texts) {
    return numbers.computeIfAbsent(
        texts,
        it -> {
          lists.add(
              functions
                  .array(it.stream().map(functions::lit).toArray(Column[]::new))
                  .cast("array<string>"));
          return lists.size();
        });
  }

  /** The list whose number stands in a column. */
  Column at(String column) {
    Column none = functions.array().cast("array<string>");
    if (lists.isEmpty()) {
      return none;
    }
    // Every number has its list; this only tells Spark that none is null.
    return functions.coalesce(
        functions.element_at(functions.array(lists.toArray(Column[]::new)), functions.col(column)),
        none);
  }
}
