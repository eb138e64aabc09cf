package io.github.dynamocached.aop;

import io.github.dynamocached.TableBinding;
import io.github.dynamocached.store.BoundTables;
import io.github.dynamocached.store.CacheWrites;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.springframework.beans.factory.ListableBeanFactory;

/** All that evicts for writes: those of this JVM, and those that streams report. */
record SeveralBoundTables(List<BoundTables> all) implements BoundTables {

    /** The beans of a context, or without any that of its parent. */
    static BoundTables in(ListableBeanFactory beanFactory) {
        List<BoundTables> own =
                List.copyOf(beanFactory.getBeansOfType(BoundTables.class).values());
        return own.isEmpty()
                ? beanFactory.getBeanProvider(BoundTables.class).getIfAvailable(() -> BoundTables.NONE)
                : own.size() == 1 ? own.get(0) : new SeveralBoundTables(own);
    }

    @Override
    public void bind(
            Collection<TableBinding> bindings,
            UnaryOperator<List<?>> keyParts,
            Function<String, ? extends CacheWrites> caches) {
        all.forEach(each -> each.bind(bindings, keyParts, caches));
    }

    @Override
    public List<String> problems(Duration fence) {
        return all.stream().flatMap(each -> each.problems(fence).stream()).toList();
    }

    @Override
    public boolean seesEveryChange(TableBinding binding) {
        return all.stream().anyMatch(each -> each.seesEveryChange(binding));
    }
}
