/**
 * What must not be shown: values that are kept elsewhere, and the masking of those that are not.
 */
@NullMarked
package dev.surprisal.secret;

import org.jspecify.annotations.NullMarked;
