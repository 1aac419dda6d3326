/** Opens sources and resolves expressions over them; says what is wrong with files and cells. */
@NullMarked
package dev.surprisal.dataset.source;

import org.jspecify.annotations.NullMarked;
