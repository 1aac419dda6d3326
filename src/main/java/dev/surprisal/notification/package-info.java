/** Messages to people and programs about what is new: webhooks and mail. */
@NullMarked
package dev.surprisal.notification;

import org.jspecify.annotations.NullMarked;
