/** Findings and verdicts in words: every English sentence on drift is composed here. */
@NullMarked
package dev.surprisal.drift.narrative;

import org.jspecify.annotations.NullMarked;
