/** The seeded simulation that shows how far findings can be trusted. */
@NullMarked
package dev.surprisal.calibration;

import org.jspecify.annotations.NullMarked;
