package io.github.dynamocached.deferred;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import reactor.util.context.ContextView;

/** How the value of one call arrives. May be used again for a later call of the same method by the same caller. */
@FunctionalInterface
public interface Arrival {

    /**
     * The value in what a method has returned, which begins to arrive now.
     *
     * @param returned what it returned
     * @return the value, which arrives when that is complete. To cancel it cancels what the method has returned. Null if the
     *     method has returned null
     */
    @Nullable
    CompletableFuture<@Nullable Object> valueOf(@Nullable Object returned);

    /** {@return the context of the subscriber, null where nobody subscribes} */
    default @Nullable ContextView subscriber() {
        return null;
    }
}
