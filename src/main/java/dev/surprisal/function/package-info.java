/** The functions that users call: the catalog, the extensions and the Column API. */
@NullMarked
package dev.surprisal.function;

import org.jspecify.annotations.NullMarked;
