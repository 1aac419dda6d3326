/**
 * What a run has to say of its input: what was rejected and what to write instead, what is odd
 * about labels, keys and versions.
 */
@NullMarked
package dev.surprisal.job.notes;

import org.jspecify.annotations.NullMarked;
