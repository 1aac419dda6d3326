/** The pages: what they show is run, and their pictures are drawn from our own functions. */
@NullMarked
package dev.surprisal.docs;

import org.jspecify.annotations.NullMarked;
