package io.github.dynamocached.autoconfigure;

import io.github.dynamocached.TableBinding;
import io.github.dynamocached.dynamodb.InterceptorCheck;
import io.github.dynamocached.dynamodb.TableWrites;
import io.github.dynamocached.store.BoundTables;
import io.github.dynamocached.store.CacheWrites;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import software.amazon.awssdk.core.SdkClient;

/** Sees the writes of this JVM from before the first bean of the application is created until the last one is destroyed. */
final class EarlyTableWrites implements BoundTables, BeanFactoryPostProcessor, DisposableBean {

    private final TableWrites writes = TableWrites.open();

    private final InterceptorCheck check;

    EarlyTableWrites(Supplier<Map<String, SdkClient>> clients) {
        this.check = InterceptorCheck.ofWrites(clients);
    }

    @Override
    public void postProcessBeanFactory(ConfigurableListableBeanFactory beanFactory) {}

    @Override
    public void bind(
            Collection<TableBinding> bindings,
            UnaryOperator<List<?>> keyParts,
            Function<String, ? extends CacheWrites> caches) {
        writes.bind(bindings, keyParts, caches);
    }

    @Override
    public Optional<String> problem() {
        return check.problem();
    }

    @Override
    public void destroy() {
        writes.close();
    }
}
