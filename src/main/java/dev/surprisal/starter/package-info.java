/** A first look at datasets, and the configuration that it proposes. */
@NullMarked
package dev.surprisal.starter;

import org.jspecify.annotations.NullMarked;
