/** Shapes of predictions and labels, row status, join and scored rows. */
@NullMarked
package dev.surprisal.dataset;

import org.jspecify.annotations.NullMarked;
