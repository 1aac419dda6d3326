package dev.surprisal.tables;

import dev.surprisal.dataset.source.InputRefusedException;

/** What users bring along, or not. */
final class ClassPath {

  private ClassPath() {}

  /**
   * Proves that a class is there.
   *
   * @param name the class
   * @param artifact what has it
   * @param setting what asks for it
   * @throws InputRefusedException where it is not
   */
  static void require(String name, String artifact, FormatSetting setting) {
    try {
      Class.forName(name, false, Thread.currentThread().getContextClassLoader());
    } catch (ClassNotFoundException | LinkageError e) {
      throw setting.refused(
          "is not on the class path; start with --packages "
              + artifact
              + ", or what fits your Spark, or choose parquet");
    }
  }
}
