/**
 * What tables below the output directory have in common, whoever writes them: where they are, and
 * the libraries that read and write them.
 */
@NullMarked
package dev.surprisal.tables;

import org.jspecify.annotations.NullMarked;
