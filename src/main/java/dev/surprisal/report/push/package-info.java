/** What is sent elsewhere once a run is published. */
@NullMarked
package dev.surprisal.report.push;

import org.jspecify.annotations.NullMarked;
