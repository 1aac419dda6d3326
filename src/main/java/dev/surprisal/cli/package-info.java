/** The commands and their exit codes. The only place that ends the process. */
@NullMarked
package dev.surprisal.cli;

import org.jspecify.annotations.NullMarked;
