/** Sending to servers that may not be there: in time, again where that helps, without secrets. */
@NullMarked
package dev.surprisal.delivery;

import org.jspecify.annotations.NullMarked;
