package io.github.dynamocached.autoconfigure;

import io.github.dynamocached.autoconfigure.DynamoCachedProperties.Store;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** Matches if the entries are in one place. A text that names no place counts as Redis here; the start refuses it. */
abstract class OnStore implements Condition {

    private final Store store;

    private OnStore(Store store) {
        this.store = store;
    }

    @Override
    public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
        return chosen(context.getEnvironment()) == store;
    }

    private static Store chosen(Environment environment) {
        try {
            return Binder.get(environment)
                    .bind("dynamocached.store", Store.class)
                    .orElseGet(() -> Store.REDIS);
        } catch (BindException unknown) {
            return Store.REDIS;
        }
    }

    /** The entries are in Redis. */
    static final class Redis extends OnStore {
        Redis() {
            super(Store.REDIS);
        }
    }

    /** The entries are in the memory of this JVM. */
    static final class InMemory extends OnStore {
        InMemory() {
            super(Store.IN_MEMORY);
        }
    }

    /** There are no entries. */
    static final class None extends OnStore {
        None() {
            super(Store.NONE);
        }
    }
}
