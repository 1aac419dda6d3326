package dev.surprisal.profile;

import org.jspecify.annotations.Nullable;

/**
 * The profile of the finest set of rows that is kept: one window, one version, one value of every
 * slice dimension.
 *
 * @param window the window; null for rows whose timestamp could not be read
 * @param version the model's version, or null where the model or the row has none
 * @param slice one value of every dimension
 * @param profile the profile of these rows
 */
public record Cell(
    @Nullable TimeRange window, @Nullable String version, Slice slice, StoredProfile profile) {}
