package io.github.dynamocached.deferred;

import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

/**
 * Reactor's {@code Mono}: nothing is read before somebody subscribes, and each subscription is a call. What the method has
 * returned sees the context of the subscriber, and the load that it works for.
 */
final class Monos implements Handover {

    private Monos() {}

    /** Not a constructor, so that this class is loaded only if it is needed. */
    static Handover handover() {
        return new Monos();
    }

    @Override
    public boolean isLazy() {
        return true;
    }

    @Override
    public Object hand(Function<Arrival, ? extends @Nullable CompletableFuture<?>> call) {
        return Mono.deferContextual(context -> begun(context, call));
    }

    private static Mono<Object> begun(
            ContextView context, Function<Arrival, ? extends @Nullable CompletableFuture<?>> call) {
        CompletableFuture<?> begun = SubscriberContext.within(context, () -> call.apply(new Subscription(context)));
        return begun == null ? Mono.empty() : Mono.fromFuture(begun).map(Function.identity());
    }

    /** One subscription of a caller. */
    private record Subscription(ContextView subscriber) implements Arrival {

        /** A value may come before the work is done, for example of a transaction that commits when its publisher completes. */
        @Override
        @SuppressWarnings("unchecked") // The value is only read.
        public @Nullable CompletableFuture<@Nullable Object> valueOf(@Nullable Object returned) {
            if (returned == null) {
                return null;
            }
            Context context = SubscriberContext.withLoad(subscriber);
            return ((Mono<Object>) returned)
                    .contextWrite(inner -> inner.putAll(context.readOnly()))
                    .flux()
                    .reduce((first, more) -> first)
                    .toFuture();
        }
    }
}
