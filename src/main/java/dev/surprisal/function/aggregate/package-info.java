/** The documented aggregate functions. */
@NullMarked
package dev.surprisal.function.aggregate;

import org.jspecify.annotations.NullMarked;
