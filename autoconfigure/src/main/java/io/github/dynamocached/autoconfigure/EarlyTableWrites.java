package io.github.dynamocached.autoconfigure;

import io.github.dynamocached.TableBinding;
import io.github.dynamocached.dynamodb.InterceptorCheck;
import io.github.dynamocached.dynamodb.TableWrites;
import io.github.dynamocached.dynamodb.WriteTimeouts;
import io.github.dynamocached.store.BoundTables;
import io.github.dynamocached.store.CacheWrites;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import software.amazon.awssdk.core.SdkClient;

/** Sees the writes of this JVM from before the first bean of the application is created until the last one is destroyed. */
final class EarlyTableWrites implements BoundTables, BeanFactoryPostProcessor, DisposableBean {

    private final TableWrites writes = TableWrites.open();
    private final InterceptorCheck interceptors;
    private final WriteTimeouts timeouts;

    EarlyTableWrites(Supplier<Map<String, SdkClient>> clients) {
        this.interceptors = InterceptorCheck.ofWrites(clients);
        this.timeouts = new WriteTimeouts(clients);
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
    public List<String> problems(Duration fence) {
        return Stream.of(interceptors.problem(), timeouts.problem(fence))
                .flatMap(Optional::stream)
                .toList();
    }

    @Override
    public void destroy() {
        writes.close();
    }
}
