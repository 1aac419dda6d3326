/** What a configuration says of datasets. */
@NullMarked
package dev.surprisal.dataset.spec;

import org.jspecify.annotations.NullMarked;
