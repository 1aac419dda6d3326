package dev.surprisal.job;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came of profiling.
 *
 * @param datasets the datasets, with ranges that are known
 * @param profiles the windows as they are kept
 * @param remark what to say of the reference dataset; null where there is none
 * @param notes what a report is to tell of the rows that were profiled
 */
record Profiled(Datasets datasets, Profiles profiles, @Nullable String remark, List<String> notes) {

  /** Copies the notes. */
  Profiled {
    notes = List.copyOf(notes);
  }
}
