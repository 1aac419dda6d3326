/** YAML in, records out; every problem is told at once. */
@NullMarked
package dev.surprisal.config;

import org.jspecify.annotations.NullMarked;
