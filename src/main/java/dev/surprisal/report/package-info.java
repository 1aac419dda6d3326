/** The model of a report: values in, and what every format of it needs. The formats lie above. */
@NullMarked
package dev.surprisal.report;

import org.jspecify.annotations.NullMarked;
