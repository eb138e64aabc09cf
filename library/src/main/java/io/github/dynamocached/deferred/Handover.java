package io.github.dynamocached.deferred;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** How methods of one return type hand over a value that arrives later. Used by many threads at once. */
public interface Handover {

    /**
     * The handover of a return type.
     *
     * @param type the declared type
     * @return null if values of that type do not arrive later, or in no way that is known here
     */
    static @Nullable Handover of(Class<?> type) {
        return type == CompletableFuture.class || type == CompletionStage.class ? new Futures() : null;
    }

    /** {@return whether nothing happens before somebody asks for the value, who may ask again} */
    boolean isLazy();

    /**
     * What the caller gets.
     *
     * @param call begins a call of the method. Whoever cancels its future cancels that call
     * @return null if the call has returned null
     */
    @Nullable
    Object hand(Supplier<? extends @Nullable CompletableFuture<?>> call);

    /**
     * The value in what a method has returned.
     *
     * @param returned what it returned
     * @return the value. To cancel it cancels what the method has returned. Null if the method has returned null
     */
    @Nullable
    CompletableFuture<@Nullable Object> valueOf(@Nullable Object returned);
}
