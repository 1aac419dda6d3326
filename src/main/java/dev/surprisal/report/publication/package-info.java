/** Files of a run become visible together or not at all. */
@NullMarked
package dev.surprisal.report.publication;

import org.jspecify.annotations.NullMarked;
