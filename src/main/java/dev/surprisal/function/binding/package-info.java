/** What functions share: how they are called, checked and bound. */
@NullMarked
package dev.surprisal.function.binding;

import org.jspecify.annotations.NullMarked;
