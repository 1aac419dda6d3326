/** Values in, JSON, HTML, tables, console and OpenMetrics out, all through one narrow interface. */
@NullMarked
package dev.surprisal.report;

import org.jspecify.annotations.NullMarked;
