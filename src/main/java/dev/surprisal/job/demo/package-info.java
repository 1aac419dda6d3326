/** The sample whose drift is known beforehand. */
@NullMarked
package dev.surprisal.job.demo;

import org.jspecify.annotations.NullMarked;
