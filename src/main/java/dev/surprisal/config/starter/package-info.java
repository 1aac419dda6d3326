/** A first configuration, guessed from what the datasets' schemas and first rows say. */
@NullMarked
package dev.surprisal.config.starter;

import org.jspecify.annotations.NullMarked;
