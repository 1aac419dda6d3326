/** Densities and their divergences, by formula, quadrature and from samples. */
@NullMarked
package dev.surprisal.math.continuous;

import org.jspecify.annotations.NullMarked;
