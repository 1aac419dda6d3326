/** Rows of the tables of metrics and findings. */
@NullMarked
package dev.surprisal.report.table;

import org.jspecify.annotations.NullMarked;
