package io.github.dynamocached.springcache;

import io.github.dynamocached.deferred.SubscriberContext;
import io.github.dynamocached.load.LoadContext;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ReactiveAdapter;
import reactor.core.CorePublisher;
import reactor.core.CoreSubscriber;
import reactor.core.Exceptions;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxOperator;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoOperator;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

/** Methods that return publishers. Loaded only if Reactor is on the class path. */
final class Publishers {

    private Publishers() {}

    /** A publisher for which each subscription is a call, in the context of its subscriber. */
    static Object deferred(ReactiveAdapter adapter, LaterResults.ForSubscriber call) {
        return adapter.fromPublisher(
                adapter.isMultiValue()
                        ? Flux.deferContextual(context -> fluxOf(adapter, called(call, context)))
                        : Mono.deferContextual(context -> monoOf(adapter, called(call, context))));
    }

    private static @Nullable Object called(LaterResults.ForSubscriber call, ContextView context) {
        return SubscriberContext.within(context, () -> {
            try {
                return call.call(context);
            } catch (Throwable failure) {
                throw Exceptions.propagate(failure);
            }
        });
    }

    private static Flux<?> fluxOf(ReactiveAdapter adapter, @Nullable Object returned) {
        return returned == null ? Flux.empty() : Flux.from(adapter.toPublisher(returned));
    }

    private static Mono<?> monoOf(ReactiveAdapter adapter, @Nullable Object returned) {
        return returned == null ? Mono.empty() : Mono.from(adapter.toPublisher(returned));
    }

    /**
     * What a method has returned, which sees the context of the subscriber and works for the load of this thread.
     *
     * @param subscriber the context, null for none
     */
    static @Nullable Object within(@Nullable Object returned, @Nullable Object subscriber) {
        if (!(returned instanceof CorePublisher<?>)) {
            return returned;
        }
        LoadContext load = LoadContext.current();
        Context outer = subscriber == null ? Context.empty() : Context.of((ContextView) subscriber);
        Context context = load == null ? outer : outer.put(LoadContext.KEY, load);
        if (returned instanceof Mono<?> mono) {
            Mono<?> written = mono.contextWrite(inner -> inner.putAll(context.readOnly()));
            return load == null ? written : new BoundMono<>(written, load);
        }
        if (returned instanceof Flux<?> flux) {
            Flux<?> written = flux.contextWrite(inner -> inner.putAll(context.readOnly()));
            return load == null ? written : new BoundFlux<>(written, load);
        }
        return returned;
    }

    /** The value that a publisher gives. */
    static @Nullable CompletableFuture<?> futureOf(ReactiveAdapter adapter, Object returned) {
        return adapter.isMultiValue()
                ? Flux.from(adapter.toPublisher(returned)).collectList().toFuture()
                : Mono.from(adapter.toPublisher(returned)).toFuture();
    }

    /** Ends a call when its publisher ends. */
    static @Nullable Object ending(@Nullable Object returned, CallFrame frame) {
        if (returned instanceof Mono<?> mono) {
            return mono.doOnSuccess(frame::ended)
                    .doOnError(frame::failed)
                    .doOnCancel(() -> frame.failed(new CancellationException("The subscriber has cancelled")));
        }
        if (returned instanceof Flux<?> flux) {
            return flux.doOnComplete(() -> frame.ended(flux))
                    .doOnError(frame::failed)
                    .doOnCancel(() -> frame.failed(new CancellationException("The subscriber has cancelled")));
        }
        frame.ended(returned);
        return returned;
    }

    /** Subscribes for a load: its reads may begin then. */
    private static final class BoundMono<T> extends MonoOperator<T, T> {

        private final LoadContext load;

        BoundMono(Mono<T> source, LoadContext load) {
            super(source);
            this.load = load;
        }

        @Override
        public void subscribe(CoreSubscriber<? super T> actual) {
            boolean unused = load.within(() -> {
                source.subscribe(actual);
                return true;
            });
        }
    }

    /** The same for many items. */
    private static final class BoundFlux<T> extends FluxOperator<T, T> {

        private final LoadContext load;

        BoundFlux(Flux<T> source, LoadContext load) {
            super(source);
            this.load = load;
        }

        @Override
        public void subscribe(CoreSubscriber<? super T> actual) {
            boolean unused = load.within(() -> {
                source.subscribe(actual);
                return true;
            });
        }
    }
}
