/** What a comparison came to, and what it is judged by. */
@NullMarked
package dev.surprisal.drift.finding;

import org.jspecify.annotations.NullMarked;
