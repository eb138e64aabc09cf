package io.github.dynamocached.autoconfigure;

import io.github.dynamocached.MisuseException;
import io.github.dynamocached.cache.ReadThroughCaches;
import io.github.dynamocached.client.CachingDynamoDbAsyncClient;
import io.github.dynamocached.client.CachingDynamoDbClient;
import io.github.dynamocached.client.ClientSettings;
import io.github.dynamocached.deferred.AsyncExecutor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Puts caching clients in place of the clients that are beans. A bean that is declared by a class of its own stays as it is,
 * because those who ask for that class could not get a proxy.
 *
 * <p>The caches are created with the first client. So no bean that they need may need a client in turn.
 */
final class WrappedClients implements BeanPostProcessor, DisposableBean {

    private static final Logger log = LoggerFactory.getLogger(WrappedClients.class);

    private final ConfigurableListableBeanFactory beanFactory;
    private final ObjectProvider<ConfiguredSettings> settings;
    private final ObjectProvider<ReadThroughCaches> caches;
    private final ObjectProvider<AsyncExecutor> executor;
    private final List<Runnable> detachments = new ArrayList<>();

    WrappedClients(
            ConfigurableListableBeanFactory beanFactory,
            ObjectProvider<ConfiguredSettings> settings,
            ObjectProvider<ReadThroughCaches> caches,
            ObjectProvider<AsyncExecutor> executor) {
        this.beanFactory = beanFactory;
        this.settings = settings;
        this.caches = caches;
        this.executor = executor;
    }

    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
        if (bean instanceof DynamoDbClient client && isDeclaredAs(DynamoDbClient.class, name)) {
            return wrapped(client, name);
        }
        return bean instanceof DynamoDbAsyncClient client && isDeclaredAs(DynamoDbAsyncClient.class, name)
                ? wrapped(client, name)
                : bean;
    }

    private DynamoDbClient wrapped(DynamoDbClient client, String name) {
        ConfiguredClient configured = settings.getObject().client();
        CachingDynamoDbClient.Builder builder = CachingDynamoDbClient.builder()
                .client(client)
                .caches(caches.getObject())
                .settings(configured.settings())
                .tables(configured.tables());
        configured.keys().forEach(builder::keys);
        DynamoDbClient caching = built(name, builder::build);
        detachments.add(() -> CachingDynamoDbClient.detach(caching));
        tell(name, configured);
        return caching;
    }

    private DynamoDbAsyncClient wrapped(DynamoDbAsyncClient client, String name) {
        ConfiguredClient configured = settings.getObject().client();
        CachingDynamoDbAsyncClient.Builder builder = CachingDynamoDbAsyncClient.builder()
                .client(client)
                .caches(caches.getObject())
                .settings(configured.settings())
                .tables(configured.tables())
                .executor(executor.getObject());
        configured.keys().forEach(builder::keys);
        DynamoDbAsyncClient caching = built(name, builder::build);
        detachments.add(() -> CachingDynamoDbAsyncClient.detach(caching));
        tell(name, configured);
        return caching;
    }

    /** One namespace belongs to one endpoint and region, and there is one namespace for all beans. */
    private static <T> T built(String name, Supplier<T> build) {
        try {
            return build.get();
        } catch (IllegalArgumentException refused) {
            throw new MisuseException("dynamocached.client.tables: the bean '" + name + "' cannot be a caching client. "
                    + refused.getMessage() + " To leave a bean without a cache, declare it as a class of its own.");
        }
    }

    private static void tell(String name, ConfiguredClient configured) {
        ClientSettings settings = configured.settings();
        if (settings.reads()) {
            log.info(
                    "Client '{}' answers reads of {} from the cache, in namespace '{}'. Every application that writes these"
                            + " tables has to evict: run all of them with dynamocached.client.reads=false first.",
                    name,
                    String.join(", ", configured.tables()),
                    settings.namespace());
        } else {
            log.info(
                    "Client '{}' evicts for writes to {}, in namespace '{}', and does not cache reads. When all applications"
                            + " that write these tables run like this, set dynamocached.client.reads=true.",
                    name,
                    String.join(", ", configured.tables()),
                    settings.namespace());
        }
    }

    /** A mock that a test puts in place of a bean, or a bean without a definition, is of the type that is asked for. */
    private boolean isDeclaredAs(Class<?> type, String name) {
        Class<?> declared = declaredType(name);
        if (declared == null || declared.isAssignableFrom(type)) {
            return true;
        }
        log.warn(
                "Bean '{}' is declared as {}, so it is not replaced by a caching client. Its reads are not cached, and its"
                        + " writes evict. Declare it as {} to cache its reads.",
                name,
                declared.getName(),
                type.getName());
        return false;
    }

    private @Nullable Class<?> declaredType(String name) {
        return beanFactory.containsBeanDefinition(name)
                ? beanFactory.getMergedBeanDefinition(name).getResolvableType().resolve()
                : null;
    }

    /** Clients that are used after the end of the application go to DynamoDB. */
    @Override
    public void destroy() {
        detachments.forEach(Runnable::run);
    }
}
