package dev.surprisal.tables;

import dev.surprisal.dataset.source.InputRefusedException;
import java.util.List;
import org.apache.spark.sql.SparkSession;

/** What reads and writes tables beside Spark itself. */
public interface TableLibrary {

  /** The session extensions that it needs; a session has them from its start or not at all. */
  List<String> extensions();

  /**
   * Proves before any work that the library can be used, and leaves the session as it is.
   *
   * @param spark the session
   * @param setting what asks for the library
   * @throws InputRefusedException where what it needs is not on the class path or in the session
   */
  void requireAvailable(SparkSession spark, FormatSetting setting);

  /**
   * Sets in the session what tables are read and written with. What the user has set stays.
   *
   * @param directory the directory of the tables; its session is the one
   */
  void configure(TableDirectory directory);
}
