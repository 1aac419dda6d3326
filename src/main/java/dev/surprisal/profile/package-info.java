/** The profile of a set of rows, and the metrics read off it. Knows no Spark. */
@NullMarked
package dev.surprisal.profile;

import org.jspecify.annotations.NullMarked;
