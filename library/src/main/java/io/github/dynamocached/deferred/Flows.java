package io.github.dynamocached.deferred;

import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import kotlinx.coroutines.flow.Flow;
import kotlinx.coroutines.reactive.ReactiveFlowKt;
import kotlinx.coroutines.reactor.ReactorFlowKt;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;

/** Kotlin's {@code Flow}, as a {@code Flux}. What the method emits belongs to its load on whatever threads it goes on. */
final class Flows implements Handover {

    private final Handover fluxes = Fluxes.handover(Flows::fluxOf);

    @Override
    public boolean isLazy() {
        return true;
    }

    @Override
    public boolean isOfMany() {
        return true;
    }

    @Override
    public @Nullable Object hand(Function<Arrival, ? extends @Nullable CompletableFuture<?>> call) {
        return flowOf(fluxes.hand(call));
    }

    @Override
    public @Nullable Object handOfWrite(Function<Arrival, ? extends @Nullable CompletableFuture<?>> call) {
        return flowOf(fluxes.handOfWrite(call));
    }

    private static @Nullable Object flowOf(@Nullable Object flux) {
        return flux == null ? null : ReactiveFlowKt.asFlow((Publisher<?>) flux);
    }

    @SuppressWarnings("unchecked") // Items are only read.
    private static Flux<Object> fluxOf(Object returned) {
        return ReactorFlowKt.asFlux((Flow<Object>) returned, LoadContinuation.ofThisLoad());
    }
}
