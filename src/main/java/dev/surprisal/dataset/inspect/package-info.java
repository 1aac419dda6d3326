/** What the first rows of a source show: its format, its columns, how its labels come. */
@NullMarked
package dev.surprisal.dataset.inspect;

import org.jspecify.annotations.NullMarked;
