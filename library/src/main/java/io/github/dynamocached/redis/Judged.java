package io.github.dynamocached.redis;

import io.github.dynamocached.breaker.RedisUnavailableException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An answer and the primary that gave it, noted where the answer was read.
 *
 * @param words the answer
 * @param primary who gave it; null if it came over a connection that is not watched
 */
record Judged(List<?> words, @Nullable Primary primary) {

    /**
     * The answer.
     *
     * @param command what a failure calls the command
     * @throws RedisUnavailableException if nothing is known, so that the answer cannot be believed
     */
    List<?> trusted(String command) {
        PrimaryView unused = view(command);
        return words;
    }

    /**
     * What is known of the process that answered.
     *
     * @param command what a failure calls the command
     * @throws RedisUnavailableException if nothing is known, so that the answer cannot be believed
     */
    PrimaryView view(String command) {
        PrimaryView known = primary == null ? null : primary.view();
        if (known != null) {
            return known;
        }
        RedisUnavailableException failure = primary == null ? null : primary.failure();
        throw failure == null ? RedisUnavailableException.unknownPrimary(command) : failure;
    }
}
