/** Numbers, shares, counts, times and lists as people read them, the same on every machine. */
@NullMarked
package dev.surprisal.format;

import org.jspecify.annotations.NullMarked;
