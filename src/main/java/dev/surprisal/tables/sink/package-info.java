/** Tables that a run adds rows to, and reads no more: one class for each kind of table. */
@NullMarked
package dev.surprisal.tables.sink;

import org.jspecify.annotations.NullMarked;
