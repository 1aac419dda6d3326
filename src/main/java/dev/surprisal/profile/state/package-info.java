/**
 * The state of a profile, a {@code long[]}: which sections it has, how rows are folded into it, and
 * the forms in which it grows, travels and is stored. Knows no Spark.
 */
@NullMarked
package dev.surprisal.profile.state;

import org.jspecify.annotations.NullMarked;
