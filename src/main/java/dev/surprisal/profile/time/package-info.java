/** Ranges of time, how they are cut into windows, and what is known of a window. */
@NullMarked
package dev.surprisal.profile.time;

import org.jspecify.annotations.NullMarked;
