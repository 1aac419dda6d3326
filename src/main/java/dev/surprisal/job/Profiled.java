package dev.surprisal.job;

import java.util.Optional;

/**
 * What came of profiling.
 *
 * @param datasets the datasets, with ranges that are known
 * @param profiles the windows as they are kept
 * @param told what to tell of the reference dataset; nothing where there is none
 */
record Profiled(Datasets datasets, Profiles profiles, Optional<String> told) {}
