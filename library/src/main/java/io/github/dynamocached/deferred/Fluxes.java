package io.github.dynamocached.deferred;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

/**
 * Reactor's {@code Flux}: the value is the list of its items. Each subscription is a call, as that of a {@code Mono} is. A read
 * collects its items to store them. A write passes them on, and only its completion waits for the eviction.
 */
final class Fluxes implements Handover {

    private final Function<Object, Flux<Object>> fluxOf;

    private Fluxes(Function<Object, Flux<Object>> fluxOf) {
        this.fluxOf = fluxOf;
    }

    /** Not a constructor, so that this class is loaded only if it is needed. */
    @SuppressWarnings("unchecked") // Items are only read.
    static Handover handover() {
        return handover(returned -> (Flux<Object>) returned);
    }

    /** The same for what is made a {@code Flux} first. */
    static Handover handover(Function<Object, Flux<Object>> fluxOf) {
        return new Fluxes(fluxOf);
    }

    @Override
    public boolean isLazy() {
        return true;
    }

    @Override
    public boolean isOfMany() {
        return true;
    }

    @Override
    public Object hand(Function<Arrival, ? extends @Nullable CompletableFuture<?>> call) {
        return Flux.deferContextual(context -> {
            Subscribed subscribed = new Subscribed(context);
            CompletableFuture<?> begun = SubscriberContext.within(context, () -> call.apply(subscribed));
            return begun == null
                    ? Flux.empty()
                    : Mono.fromFuture(begun).flatMapMany(Fluxes::itemsOf).doOnCancel(subscribed::leave);
        });
    }

    @Override
    public Object handOfWrite(Function<Arrival, ? extends @Nullable CompletableFuture<?>> call) {
        return Flux.deferContextual(context -> {
            Subscribed subscribed = new Subscribed(context);
            CompletableFuture<?> begun = SubscriberContext.within(context, () -> call.apply(subscribed));
            return begun == null ? Flux.empty() : subscribed.passing.to(begun);
        });
    }

    private static Flux<Object> itemsOf(Object value) {
        return value instanceof Open open ? open.items() : Flux.fromIterable((List<?>) value);
    }

    /** One subscription. */
    private final class Subscribed implements Arrival {

        private final ContextView subscriber;
        private final Passing passing = new Passing();
        private volatile @Nullable Collector collector;

        Subscribed(ContextView subscriber) {
            this.subscriber = subscriber;
        }

        @Override
        public ContextView subscriber() {
            return subscriber;
        }

        @Override
        public @Nullable CompletableFuture<@Nullable Object> valueOf(@Nullable Object returned) {
            return collected(returned, null, true);
        }

        @Override
        public @Nullable CompletableFuture<@Nullable Object> collected(
                @Nullable Object returned, Parts.@Nullable Limit limit, boolean isForCaller) {
            if (returned == null) {
                return null;
            }
            Collector collecting = new Collector(context(), limit, isForCaller);
            collector = isForCaller ? collecting : collector;
            fluxOf.apply(returned).subscribe(collecting);
            return collecting;
        }

        @Override
        public @Nullable CompletableFuture<@Nullable Object> open(@Nullable Object returned) {
            if (returned == null) {
                return null;
            }
            Collector open = new Collector(context(), null, true);
            collector = open;
            open.stopCollecting();
            fluxOf.apply(returned).subscribe(open);
            return open;
        }

        @Override
        public @Nullable CompletableFuture<@Nullable Object> passedOn(
                @Nullable Object returned, Parts.@Nullable Limit limit) {
            return returned == null ? null : passing.of(fluxOf.apply(returned), context(), limit);
        }

        /** The context of the subscriber, with the load that the method works for. */
        private Context context() {
            return SubscriberContext.withLoad(subscriber);
        }

        void leave() {
            Collector collecting = collector;
            if (collecting != null) {
                collecting.leave();
            }
        }
    }
}
