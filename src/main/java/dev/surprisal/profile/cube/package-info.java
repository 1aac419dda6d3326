/** Profiles by slice and window, their sums and which slices are kept. */
@NullMarked
package dev.surprisal.profile.cube;

import org.jspecify.annotations.NullMarked;
