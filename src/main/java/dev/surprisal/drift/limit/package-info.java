/** Figures held against limits that people set, whatever the reference did. */
@NullMarked
package dev.surprisal.drift.limit;

import org.jspecify.annotations.NullMarked;
