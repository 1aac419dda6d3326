package dev.surprisal.report;

import dev.surprisal.dataset.spec.CostliestSpec;
import dev.surprisal.tables.FormatSetting;
import dev.surprisal.tables.jdbc.Database;
import org.jspecify.annotations.Nullable;

/**
 * Where and how a run publishes.
 *
 * @param path the output directory, on any Hadoop file system
 * @param tables what tables of files are written as that runs add rows to
 * @param store what the profiles are kept in
 * @param fullJson whether {@code report.json} has every figure of every slice and window
 * @param metrics what the metrics file has, and where else it goes
 * @param scores whether {@code run} also writes every scored row
 * @param url where people find the output directory with a browser, or null where they do not
 * @param costliest which of the rows with the highest cross-entropy the page shows, or null for
 *     none
 * @param database where the tables of the report are, or null where they are files
 */
public record OutputSpec(
    String path,
    FormatSetting tables,
    FormatSetting store,
    boolean fullJson,
    MetricsSpec metrics,
    boolean scores,
    @Nullable String url,
    @Nullable CostliestSpec costliest,
    @Nullable Database database) {}
