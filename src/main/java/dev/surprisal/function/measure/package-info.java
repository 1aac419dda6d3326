/**
 * Scalar functions of distributions, one class a documented measure: types and nulls, and one call
 * into the packages below.
 */
@NullMarked
package dev.surprisal.function.measure;

import org.jspecify.annotations.NullMarked;
