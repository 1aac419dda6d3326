/** Which slices account for a change. */
@NullMarked
package dev.surprisal.drift.attribution;

import org.jspecify.annotations.NullMarked;
