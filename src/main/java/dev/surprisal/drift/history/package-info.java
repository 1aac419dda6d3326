/**
 * What the windows of a version show together: a change point, sequential evidence, estimates
 * without labels.
 */
@NullMarked
package dev.surprisal.drift.history;

import org.jspecify.annotations.NullMarked;
