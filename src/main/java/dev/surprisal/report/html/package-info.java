/** The page. */
@NullMarked
package dev.surprisal.report.html;

import org.jspecify.annotations.NullMarked;
