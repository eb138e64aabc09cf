package io.github.dynamocached.micrometer;

import io.github.dynamocached.load.LoadContext;
import io.micrometer.context.ThreadLocalAccessor;
import org.jspecify.annotations.Nullable;

/**
 * Carries the load of a cached method to other threads with Micrometer's context propagation: wrapped executors, Spring's
 * {@code ContextPropagatingTaskDecorator}, Reactor's automatic propagation. Reads on those threads then belong to the load,
 * and are consistent if it needs that.
 *
 * <p>A service that is found if {@code io.micrometer:context-propagation} is on the class path. Called on any thread.
 */
public final class LoadContextAccessor implements ThreadLocalAccessor<LoadContext> {

    /** The key of a load in snapshots and in the context of Reactor. */
    public static final String KEY = LoadContext.KEY;

    /** For the context registry of Micrometer. */
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
