package io.github.dynamocached.cache;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The slots that the current thread's chain of calls is loading. A nested read of one of them bypasses the cache: it
 * would wait for itself.
 */
final class LoadScope {

    private static final ThreadLocal<@Nullable LoadScope> CURRENT = new ThreadLocal<>();

    private final Slot slot;
    private final @Nullable LoadScope outer;

    private LoadScope(Slot slot, @Nullable LoadScope outer) {
        this.slot = slot;
        this.outer = outer;
    }

    static boolean isLoading(Slot slot) {
        for (LoadScope scope = CURRENT.get(); scope != null; scope = scope.outer) {
            if (scope.slot.equals(slot)) {
                return true;
            }
        }
        return false;
    }

    static <T> T within(Slot slot, Supplier<T> load) {
        LoadScope outer = CURRENT.get();
        CURRENT.set(new LoadScope(slot, outer));
        try {
            return load.get();
        } finally {
            if (outer == null) {
                CURRENT.remove();
            } else {
                CURRENT.set(outer);
            }
        }
    }
}
