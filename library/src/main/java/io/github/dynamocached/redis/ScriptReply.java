package io.github.dynamocached.redis;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.redisson.client.RedisNoScriptException;

/**
 * The reply to a script.
 *
 * <p>A server that does not know the script by its SHA-1 has not run it, so the command is sent once more with the source,
 * which the server then keeps. After any other failure the script may have run, and nothing is sent again.
 *
 * @param <T> what the caller gets
 */
final class ScriptReply<T> extends Reply<T> {

    private final Function<@Nullable Object, T> reader;
    private @Nullable Runnable withSource;

    /**
     * A reply.
     *
     * @param name what failures call the script
     * @param reader turns the server's answer into that of the caller
     */
    ScriptReply(String name, Function<@Nullable Object, T> reader) {
        super(name);
        this.reader = reader;
    }

    /** What sends the source of the script in place of its SHA-1. */
    void orElse(Runnable withSource) {
        this.withSource = withSource;
    }

    @Override
    @Nullable
    T answer(@Nullable Object answer) {
        return reader.apply(answer);
    }

    @Override
    void failed(Throwable failure) {
        Runnable again = withSource;
        withSource = null;
        if (failure instanceof RedisNoScriptException && again != null && !isDone()) {
            again.run();
        } else {
            super.failed(failure);
        }
    }
}
