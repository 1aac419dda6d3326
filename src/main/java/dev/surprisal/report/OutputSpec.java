package dev.surprisal.report;

/**
 * Where and how a run publishes.
 *
 * @param path the output directory, on any Hadoop file system
 * @param tableFormat the Spark source that tables are written with, e.g. {@code parquet}
 * @param scores whether {@code run} also writes every scored row
 */
public record OutputSpec(String path, String tableFormat, boolean scores) {}
