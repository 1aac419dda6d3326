/** Tests, intervals, false discovery rates and areas under curves. */
@NullMarked
package dev.surprisal.math.statistics;

import org.jspecify.annotations.NullMarked;
