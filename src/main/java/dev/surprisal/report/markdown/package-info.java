/** The report in Markdown, for chats, tickets and mail. */
@NullMarked
package dev.surprisal.report.markdown;

import org.jspecify.annotations.NullMarked;
