/**
 * What states are made of: each section is one class that says all of a figure's part in a state,
 * from what a row adds to how it is merged, subtracted, stored and read. Knows no Spark.
 */
@NullMarked
package dev.surprisal.profile.section;

import org.jspecify.annotations.NullMarked;
