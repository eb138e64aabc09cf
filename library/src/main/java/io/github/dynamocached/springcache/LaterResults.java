package io.github.dynamocached.springcache;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ReactiveAdapter;
import org.springframework.core.ReactiveAdapterRegistry;
import org.springframework.util.ClassUtils;

/** What methods return whose values arrive later. Touches Reactor only if it is there. */
final class LaterResults {

    private static final boolean HAS_REACTOR =
            ClassUtils.isPresent("reactor.core.publisher.Mono", LaterResults.class.getClassLoader());

    private LaterResults() {}

    /** Begins a call for a subscriber. */
    interface ForSubscriber {

        /** Calls a method. Reactor may be missing, so its context has no type here. */
        @Nullable
        Object call(Object context) throws Throwable;
    }

    /** A publisher of a type for which each subscription is a call, null without Reactor. */
    static @Nullable Object deferred(Class<?> type, ForSubscriber call) {
        ReactiveAdapter adapter = adapterOf(type);
        return HAS_REACTOR && adapter != null ? Publishers.deferred(adapter, call) : null;
    }

    private static @Nullable ReactiveAdapter adapterOf(Class<?> type) {
        return ReactiveAdapterRegistry.getSharedInstance().getAdapter(type);
    }

    /** The value in what a method has returned for a load, null for none. */
    static @Nullable CompletableFuture<?> futureOf(@Nullable Object returned) {
        if (returned instanceof CompletionStage<?> stage) {
            return stage.toCompletableFuture();
        }
        Object publisher = within(returned, null);
        ReactiveAdapter adapter = publisher == null ? null : adapterOf(publisher.getClass());
        return publisher == null || adapter == null ? null : Publishers.futureOf(adapter, publisher);
    }

    /** What a method has returned, which sees the context of its subscriber and the load of this thread. */
    static @Nullable Object within(@Nullable Object returned, @Nullable Object subscriber) {
        return HAS_REACTOR ? Publishers.within(returned, subscriber) : returned;
    }

    /** Ends a call when what it has returned has arrived. */
    @SuppressWarnings("FutureReturnValueIgnored") // The caller gets it.
    static @Nullable Object ending(@Nullable Object returned, CallFrame frame) {
        if (returned instanceof CompletableFuture<?> future) {
            return future.whenComplete((value, failure) -> {
                if (failure == null) {
                    frame.ended(value);
                } else {
                    frame.failed(failure);
                }
            });
        }
        if (HAS_REACTOR) {
            return Publishers.ending(returned, frame);
        }
        frame.ended(returned);
        return returned;
    }
}
