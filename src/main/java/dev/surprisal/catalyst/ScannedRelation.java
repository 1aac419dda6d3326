package dev.surprisal.catalyst;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.hadoop.fs.FileStatus;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.connector.catalog.Table;
import org.apache.spark.sql.execution.datasources.FileIndex;
import org.apache.spark.sql.execution.datasources.HadoopFsRelation;
import org.apache.spark.sql.execution.datasources.LogicalRelation;
import org.apache.spark.sql.execution.datasources.PartitioningAwareFileIndex;
import org.apache.spark.sql.execution.datasources.v2.DataSourceV2Relation;
import org.apache.spark.sql.execution.datasources.v2.FileTable;
import org.apache.spark.sql.sources.DataSourceRegister;
import org.jspecify.annotations.Nullable;
import scala.jdk.javaapi.CollectionConverters;

/**
 * What a query reads of one source, as Spark found it when the source was opened. Nothing is read
 * or listed for it: only sources whose files Spark listed already tell them.
 *
 * @param format the format, as far as the source tells it
 * @param files the files, where Spark has a list of them
 * @param version the version or snapshot of a table that has such, such as one of Delta Lake
 */
public record ScannedRelation(
    @Nullable String format, @Nullable List<FileStatus> files, @Nullable String version) {

  /** The sources of a query. */
  public static List<ScannedRelation> of(Dataset<Row> query) {
    List<ScannedRelation> relations = new ArrayList<>();
    for (LogicalPlan leaf :
        CollectionConverters.asJava(query.queryExecution().analyzed().collectLeaves())) {
      relations.add(of(leaf));
    }
    return List.copyOf(relations);
  }

  private static ScannedRelation of(LogicalPlan leaf) {
    if (leaf instanceof LogicalRelation relation
        && relation.relation() instanceof HadoopFsRelation files) {
      return of(files);
    }
    if (leaf instanceof DataSourceV2Relation relation) {
      return of(relation.table(), relation.options());
    }
    return new ScannedRelation(null, null, null);
  }

  private static ScannedRelation of(HadoopFsRelation relation) {
    String format =
        relation.fileFormat() instanceof DataSourceRegister named ? named.shortName() : null;
    FileIndex index = relation.location();
    // Others would list folders anew, such as those of a metastore, or are no mere list.
    return index instanceof PartitioningAwareFileIndex listed
        ? new ScannedRelation(format, files(listed), null)
        : versioned(format, TableVersion.of(index, Map.of()));
  }

  private static ScannedRelation of(Table table, Map<String, String> options) {
    if (table instanceof FileTable files) {
      String format = files.formatName().toLowerCase(Locale.ROOT);
      return new ScannedRelation(format, files(files.fileIndex()), null);
    }
    return versioned(table.properties().get("provider"), TableVersion.of(table, options));
  }

  private static ScannedRelation versioned(
      @Nullable String format, @Nullable TableVersion version) {
    return version == null
        ? new ScannedRelation(format, null, null)
        : new ScannedRelation(version.format(), null, version.version());
  }

  private static List<FileStatus> files(PartitioningAwareFileIndex index) {
    return CollectionConverters.asJava(index.allFiles());
  }
}
