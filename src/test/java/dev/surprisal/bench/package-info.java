/** Measurements of speed, run by {@code scripts/bench}; no tests. */
@NullMarked
package dev.surprisal.bench;

import org.jspecify.annotations.NullMarked;
