/** Chat sessions with their turns and summaries, in the single table {@code sessions}. */
@NullMarked
package io.github.dynamocached.example.sessions;

import org.jspecify.annotations.NullMarked;
