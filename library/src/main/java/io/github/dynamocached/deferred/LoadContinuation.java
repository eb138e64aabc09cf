package io.github.dynamocached.deferred;

import io.github.dynamocached.load.LoadContext;
import kotlin.coroutines.AbstractCoroutineContextElement;
import kotlin.coroutines.Continuation;
import kotlin.coroutines.CoroutineContext;
import kotlin.coroutines.EmptyCoroutineContext;
import kotlinx.coroutines.ThreadContextElement;
import org.jspecify.annotations.Nullable;

/** A continuation in whose context a load is bound to each thread on which the coroutine goes on. */
final class LoadContinuation implements Continuation<Object> {

    private final Continuation<Object> caller;
    private final CoroutineContext context;

    private LoadContinuation(Continuation<Object> caller, LoadContext load) {
        this.caller = caller;
        this.context = caller.getContext().plus(new BoundLoad(load));
    }

    /** Replaces the last argument if it is a continuation and this thread works for a load. */
    @SuppressWarnings("unchecked") // Its results are only handed on.
    static @Nullable Object[] in(@Nullable Object[] arguments, Object last) {
        LoadContext load = last instanceof Continuation<?> ? LoadContext.current() : null;
        if (load == null) {
            return arguments;
        }
        @Nullable Object[] changed = arguments.clone();
        changed[changed.length - 1] = new LoadContinuation((Continuation<Object>) last, load);
        return changed;
    }

    /** The context of what works for the load of this thread. */
    static CoroutineContext ofThisLoad() {
        LoadContext load = LoadContext.current();
        return load == null ? EmptyCoroutineContext.INSTANCE : new BoundLoad(load);
    }

    @Override
    public CoroutineContext getContext() {
        return context;
    }

    @Override
    public void resumeWith(Object result) {
        caller.resumeWith(result);
    }

    /** The load while the coroutine runs. Its threads get back what they had. */
    private static final class BoundLoad extends AbstractCoroutineContextElement
            implements ThreadContextElement<@Nullable LoadContext> {

        private static final Key<BoundLoad> KEY = new Key<>() {};

        private final LoadContext load;

        BoundLoad(LoadContext load) {
            super(KEY);
            this.load = load;
        }

        @Override
        public @Nullable LoadContext updateThreadContext(CoroutineContext within) {
            LoadContext before = LoadContext.bound();
            LoadContext.bind(load);
            return before;
        }

        @Override
        public void restoreThreadContext(CoroutineContext within, @Nullable LoadContext before) {
            LoadContext.bind(before);
        }
    }
}
