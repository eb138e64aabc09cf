package io.github.dynamocached.cache;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Who waits for the answer of a call: where the call goes on after a wait, and whether anybody still wants the answer. A
 * caller that blocks its thread never leaves.
 */
@FunctionalInterface
interface Caller extends Executor {

    /** An answer on a thread that the call may go on on. */
    default <T extends @Nullable Object> CompletableFuture<T> arrived(CompletableFuture<T> answer) {
        return answer;
    }

    /** Goes on on such a thread. */
    default void goOn(Runnable task) {
        task.run();
    }

    /** Whether nobody waits for the answer any longer. */
    default boolean hasLeft() {
        return false;
    }

    /** Its load is under way. */
    default void loading(CompletableFuture<?> load) {}

    /** It waits in a flight, null for no longer in any. */
    default void joined(@Nullable Flight flight) {}

    /** Ends its load, which nobody waits for. */
    default void stopLoad() {}
}
