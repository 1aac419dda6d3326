package dev.surprisal.job;

import org.jspecify.annotations.Nullable;

/**
 * What came of profiling.
 *
 * @param datasets the datasets, with ranges that are known
 * @param profiles the windows as they are kept
 * @param told what to tell of the reference dataset; null where there is none
 */
record Profiled(Datasets datasets, Profiles profiles, @Nullable String told) {}
