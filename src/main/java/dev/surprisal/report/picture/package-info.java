/** What the page draws beside a report's figures, as small plain records read off profiles. */
@NullMarked
package dev.surprisal.report.picture;

import org.jspecify.annotations.NullMarked;
