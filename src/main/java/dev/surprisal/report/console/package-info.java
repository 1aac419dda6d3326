/** A report in a few lines. */
@NullMarked
package dev.surprisal.report.console;

import org.jspecify.annotations.NullMarked;
