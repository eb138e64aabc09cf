package io.github.dynamocached.deferred;

import io.github.dynamocached.load.LoadContext;
import io.micrometer.context.ContextSnapshot;
import io.micrometer.context.ContextSnapshotFactory;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.util.ClassUtils;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

/** The context of a subscriber on the thread that subscribes: its load, and the thread-bound values that Micrometer knows. */
public final class SubscriberContext {

    private static final boolean IS_PROPAGATED = ClassUtils.isPresent(
            "io.micrometer.context.ContextSnapshotFactory", SubscriberContext.class.getClassLoader());

    private SubscriberContext() {}

    /**
     * Does something in the context of a subscriber.
     *
     * @param context the context
     * @param work what is done on this thread
     * @param <T> what it returns
     * @return what it returned
     */
    public static <T extends @Nullable Object> T within(ContextView context, Supplier<T> work) {
        LoadContext load = context.getOrDefault(LoadContext.KEY, null);
        Supplier<T> inLoad = load == null ? work : () -> load.within(work);
        return IS_PROPAGATED ? Propagated.within(context, inLoad) : inLoad.get();
    }

    /** The context of a subscriber for what works for the load of this thread. */
    static Context withLoad(ContextView subscriber) {
        LoadContext load = LoadContext.current();
        return load == null ? Context.of(subscriber) : Context.of(subscriber).put(LoadContext.KEY, load);
    }

    /** Loaded only if Micrometer's context propagation is on the class path. */
    private static final class Propagated {

        private static final ContextSnapshotFactory SNAPSHOTS =
                ContextSnapshotFactory.builder().build();

        static <T extends @Nullable Object> T within(ContextView context, Supplier<T> work) {
            ContextSnapshot.Scope scope = SNAPSHOTS.setThreadLocalsFrom(context);
            try {
                return work.get();
            } finally {
                scope.close();
            }
        }
    }
}
