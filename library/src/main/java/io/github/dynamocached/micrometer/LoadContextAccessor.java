package io.github.dynamocached.micrometer;

import io.github.dynamocached.load.LoadContext;
import io.micrometer.context.ThreadLocalAccessor;
import org.jspecify.annotations.Nullable;

/**
 * Carries the load of a cached method to the threads that its work is handed to, wherever Micrometer's context
 * propagation carries thread-bound values: wrapped executors, Spring's {@code ContextPropagatingTaskDecorator}, Reactor's
 * automatic propagation. Reads on those threads are then consistent where the load has to be, and count for it. Found
 * as a service where {@code io.micrometer:context-propagation} is on the class path; called on any thread.
 */
public final class LoadContextAccessor implements ThreadLocalAccessor<LoadContext> {

    /** Under which a load is kept in snapshots and in Reactor's context. */
    public static final String KEY = "io.github.dynamocached.load";

    /** Created by Micrometer's context registry. */
    public LoadContextAccessor() {}

    @Override
    public Object key() {
        return KEY;
    }

    @Override
    public @Nullable LoadContext getValue() {
        return LoadContext.current();
    }

    @Override
    public void setValue(LoadContext load) {
        LoadContext.bind(load);
    }

    @Override
    public void setValue() {
        LoadContext.bind(null);
    }
}
