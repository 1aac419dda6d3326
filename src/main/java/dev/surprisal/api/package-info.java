/** Marks what users may rely on. */
@NullMarked
package dev.surprisal.api;

import org.jspecify.annotations.NullMarked;
