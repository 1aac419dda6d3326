/** The job's own scalar functions. */
@NullMarked
package dev.surprisal.function.row;

import org.jspecify.annotations.NullMarked;
