package dev.surprisal.report;

import java.time.Instant;
import java.util.Map;

/**
 * The only part of a report that differs between two runs on the same input and configuration.
 *
 * @param id the run's identifier
 * @param startedAt when it started
 * @param finishedAt when its figures were complete
 * @param host where its driver ran
 * @param versions the versions of Surprisal, Spark and Java
 */
public record RunInfo(
    String id, Instant startedAt, Instant finishedAt, String host, Map<String, String> versions) {}
