package dev.surprisal.job;

import dev.surprisal.dataset.source.SourceOrigin;
import dev.surprisal.profile.state.Layout;
import dev.surprisal.profile.time.TimeRange.Side;
import dev.surprisal.report.Provenance;
import dev.surprisal.report.Software;
import dev.surprisal.secret.SecretMask;
import dev.surprisal.store.ProfileStore;
import dev.surprisal.store.StoredWindow;
import dev.surprisal.tables.TableDirectory;
import java.util.ArrayList;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.SparkSession;

/** Says what a report is made of and by what. */
final class ProvenanceStep {

  private final Plan plan;
  private final TableDirectory tables;

  ProvenanceStep(Plan plan, SparkSession spark) {
    this.plan = plan;
    this.tables = plan.directory(spark);
  }

  /** Of rows that this run has read, and the profiles that it made of them. */
  Provenance ofRun(Datasets datasets, Profiles profiles) {
    Map<String, SourceOrigin> inputs = new TreeMap<>();
    // The challenger is the same of all datasets.
    for (Side side : plan.sides()) {
      datasets.opened(side).origins().forEach(it -> inputs.putIfAbsent(it.name(), it));
    }
    return of("run", List.copyOf(inputs.values()), profiles);
  }

  /** Of profiles alone. */
  Provenance ofReport(Profiles profiles) {
    return of("report", List.of(), profiles);
  }

  private Provenance of(String command, List<SourceOrigin> inputs, Profiles profiles) {
    List<Provenance.Table> used = new ArrayList<>();
    used.add(table(ProfileStore.TABLE, profiles.predictions()));
    if (plan.dataset() != null) {
      used.add(table(ProfileStore.REFERENCE_TABLE, profiles.reference()));
    }
    return new Provenance(
        command,
        Software.of(Software.class),
        inputs,
        new Provenance.Store(plan.config().output().store().name(), Layout.FORMAT_VERSION, used),
        plan.config().resolved());
  }

  private Provenance.Table table(String name, List<StoredWindow> windows) {
    IntSummaryStatistics revisions =
        windows.stream()
            .filter(it -> it.window() != null)
            .mapToInt(StoredWindow::revision)
            .summaryStatistics();
    String path = SecretMask.text(tables.folder(name).toString());
    boolean none = revisions.getCount() == 0;
    return new Provenance.Table(
        path,
        (int) revisions.getCount(),
        none ? 0 : revisions.getMin(),
        none ? 0 : revisions.getMax());
  }
}
