package dev.surprisal.report.html;

import dev.surprisal.format.Figures;
import dev.surprisal.report.Lineage;
import dev.surprisal.report.News;
import dev.surprisal.report.Report;
import org.jspecify.annotations.Nullable;

/**
 * The run that what is new is relative to.
 *
 * @param id its identifier, which needs no escaping in addresses
 * @param change what is new, in some words
 */
record EarlierRun(String id, String change) {

  static @Nullable EarlierRun of(Report report) {
    Lineage lineage = report.run().lineage();
    if (lineage == null || lineage.base() == null) {
      return null;
    }
    int news = News.of(report).items().size();
    return new EarlierRun(
        lineage.base().id(), news == 0 ? "No incident has changed" : Figures.count(news, "change"));
  }
}
