package io.github.dynamocached.deferred;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** How methods of one return type hand over a value that arrives later. Used by many threads at once. */
public interface Handover {

    /**
     * The handover of a return type. Reactor is touched only for its own types.
     *
     * @param type the declared type
     * @return null if values of that type do not arrive later, or in no way that is known here
     */
    static @Nullable Handover of(Class<?> type) {
        if (type == CompletableFuture.class || type == CompletionStage.class) {
            return new Futures();
        }
        return type.getName().equals("reactor.core.publisher.Mono") ? Monos.handover() : null;
    }

    /** {@return whether nothing happens before somebody asks for the value, who may ask again} */
    boolean isLazy();

    /**
     * What the caller gets.
     *
     * @param call begins a call of the method. Cancelling its future cancels that call
     * @return null if the call has returned null
     */
    @Nullable
    Object hand(Function<Arrival, ? extends @Nullable CompletableFuture<?>> call);
}
