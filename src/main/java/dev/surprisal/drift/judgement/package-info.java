/**
 * Comparisons of a run beside each other: which of them are significant, and which of these matter.
 */
@NullMarked
package dev.surprisal.drift.judgement;

import org.jspecify.annotations.NullMarked;
