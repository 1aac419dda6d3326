/** The report as JSON, whose schema is promised. */
@NullMarked
package dev.surprisal.report.json;

import org.jspecify.annotations.NullMarked;
