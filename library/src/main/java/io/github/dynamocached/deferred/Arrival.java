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

    /**
     * The same to be stored. What arrives in parts is collected until it is too large: then the value is {@link Open}.
     *
     * @param returned what the method returned
     * @param limit when to stop, null for never
     * @param isForCaller whether the caller takes what is not collected. If not, nobody does
     * @return the value, null as above. {@link Parts} if it arrives in parts
     */
    default @Nullable CompletableFuture<@Nullable Object> collected(
            @Nullable Object returned, Parts.@Nullable Limit limit, boolean isForCaller) {
        return valueOf(returned);
    }

    /**
     * The same for the caller alone. What arrives in parts is {@link Open} at once.
     *
     * @param returned what the method returned
     * @return the value, null as above
     */
    default @Nullable CompletableFuture<@Nullable Object> open(@Nullable Object returned) {
        return valueOf(returned);
    }

    /**
     * The same for a write. What arrives in parts goes straight to the caller.
     *
     * @param returned what the method returned
     * @param limit which parts are remembered: until they are too large, null for none
     * @return the value, null as above. Completes with null for parts that were not remembered
     */
    default @Nullable CompletableFuture<@Nullable Object> passedOn(
            @Nullable Object returned, Parts.@Nullable Limit limit) {
        return valueOf(returned);
    }
}
