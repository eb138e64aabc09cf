package io.github.dynamocached.aop;

import io.github.dynamocached.KeyConverter;
import io.github.dynamocached.cache.ReadThroughCaches;
import io.github.dynamocached.deferred.AsyncExecutor;
import io.github.dynamocached.expression.KeyConverters;
import io.github.dynamocached.expression.KeyParts;
import io.github.dynamocached.load.LoadCheck;
import io.github.dynamocached.store.BoundTables;
import io.github.dynamocached.store.EntityKeys;
import io.github.dynamocached.store.ValueCodecs;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.util.function.SingletonSupplier;

/**
 * The beans that compiled methods work with. Each is looked up when the first annotated method is compiled, and not earlier:
 * an advisor exists before all other beans and must not create them early.
 */
final class CachePorts {

    private final Supplier<ReadThroughCaches> caches;
    private final Supplier<ValueCodecs> valueCodecs;
    private final Supplier<EntityKeys> entityKeys;
    private final Supplier<KeyConverters> keyConverters;
    private final Supplier<KeyParts> keyParts;
    private final Supplier<LoadCheck> loadCheck;
    private final Supplier<BoundTables> boundTables;
    private final Supplier<AsyncExecutor> asyncExecutor;

    CachePorts(ListableBeanFactory beanFactory) {
        this.caches = SingletonSupplier.of(() -> beanFactory.getBean(ReadThroughCaches.class));
        this.valueCodecs = SingletonSupplier.of(() -> beanFactory.getBean(ValueCodecs.class));
        this.entityKeys = SingletonSupplier.of(() -> beanFactory.getBean(EntityKeys.class));
        this.loadCheck = SingletonSupplier.of(
                () -> beanFactory.getBeanProvider(LoadCheck.class).getIfAvailable(() -> LoadCheck.NONE));
        this.boundTables = SingletonSupplier.of(() -> SeveralBoundTables.in(beanFactory));
        this.asyncExecutor = SingletonSupplier.of(
                () -> beanFactory.getBeanProvider(AsyncExecutor.class).getIfAvailable(AsyncExecutor::withDefaults));
        this.keyConverters = SingletonSupplier.of(() -> convertersOf(beanFactory));
        this.keyParts = SingletonSupplier.of(() -> new KeyParts(entityKeys(), keyConverters()));
    }

    ReadThroughCaches caches() {
        return caches.get();
    }

    ValueCodecs valueCodecs() {
        return valueCodecs.get();
    }

    EntityKeys entityKeys() {
        return entityKeys.get();
    }

    KeyConverters keyConverters() {
        return keyConverters.get();
    }

    KeyParts keyParts() {
        return keyParts.get();
    }

    LoadCheck loadCheck() {
        return loadCheck.get();
    }

    BoundTables boundTables() {
        return boundTables.get();
    }

    AsyncExecutor asyncExecutor() {
        return asyncExecutor.get();
    }

    private static KeyConverters convertersOf(BeanFactory beanFactory) {
        List<KeyConverter<?>> converters = new ArrayList<>();
        beanFactory.getBeanProvider(KeyConverter.class).orderedStream().forEach(converters::add);
        return new KeyConverters(converters);
    }
}
