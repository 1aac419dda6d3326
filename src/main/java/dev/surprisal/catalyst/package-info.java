/**
 * Expressions, plans and generated code: all that Spark does not promise. Nothing of it is named
 * elsewhere.
 */
@NullMarked
package dev.surprisal.catalyst;

import org.jspecify.annotations.NullMarked;
