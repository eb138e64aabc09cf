package io.github.dynamocached.redis;

import io.github.dynamocached.breaker.CommandKind;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.redisson.client.RedisException;
import org.redisson.client.RedisNoScriptException;

/**
 * The reply to a script.
 *
 * <p>A server that does not know the script by its SHA-1 has not run it, so the command is sent once more with the source,
 * which the server then keeps. After any other failure the script may have run, and nothing is sent again.
 *
 * <p>There is one more exception. While a slot moves, a primary refuses a script the keys that have left it, and a key that
 * the script itself has deleted counts as one of them. What may run twice is then sent again, and runs where the slot goes.
 *
 * @param <T> what the caller gets
 */
final class ScriptReply<T> extends Reply<T> {

    private final CommandKind kind;
    private final Function<@Nullable Object, T> reader;
    private @Nullable Runnable withSource;
    private @Nullable Runnable again;

    /**
     * A reply.
     *
     * @param name what failures call the script
     * @param kind what it is for
     * @param reader turns the server's answer into that of the caller
     */
    ScriptReply(String name, CommandKind kind, Function<@Nullable Object, T> reader) {
        super(name);
        this.kind = kind;
        this.reader = reader;
    }

    @Override
    CommandKind kind() {
        return kind;
    }

    /** What sends the source of the script in place of its SHA-1. */
    void orElse(Runnable withSource) {
        this.withSource = withSource;
    }

    /** What sends the script again; only for one that may run twice. */
    void orAgain(Runnable again) {
        this.again = again;
    }

    @Override
    @Nullable
    T answer(@Nullable Object answer) {
        return reader.apply(answer instanceof Judged judged ? judged.trusted(command()) : answer);
    }

    @Override
    void failed(Throwable failure) {
        Runnable next = null;
        if (failure instanceof RedisNoScriptException) {
            next = withSource;
            withSource = null;
        } else if (isOfMovingSlot(failure)) {
            next = again;
            again = null;
        }
        if (next != null && !isDone()) {
            next.run();
        } else {
            super.failed(failure);
        }
    }

    private static boolean isOfMovingSlot(Throwable failure) {
        return failure instanceof RedisException
                && String.valueOf(failure.getMessage()).startsWith("ERR Script attempted to access a non local key");
    }
}
