/** The table that keeps profiles. */
@NullMarked
package dev.surprisal.store;

import org.jspecify.annotations.NullMarked;
