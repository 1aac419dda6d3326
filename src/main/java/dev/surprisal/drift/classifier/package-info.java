/** Whether current rows can be told from reference rows by all columns together. */
@NullMarked
package dev.surprisal.drift.classifier;

import org.jspecify.annotations.NullMarked;
