/**
 * DSv2 scalar and aggregate functions, their catalog and the Column API: types and nulls, and one
 * call into the packages below.
 */
@NullMarked
package dev.surprisal.function;

import org.jspecify.annotations.NullMarked;
