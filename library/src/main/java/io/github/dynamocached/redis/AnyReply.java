package io.github.dynamocached.redis;

import org.jspecify.annotations.Nullable;

/** The reply to a command whose answer is taken as it is. */
final class AnyReply extends Reply<Object> {

    AnyReply(String command) {
        super(command);
    }

    @Override
    Object answer(@Nullable Object answer) {
        if (answer == null) {
            throw new IllegalStateException();
        }
        return answer;
    }
}
