package io.github.dynamocached.springcache;

import io.github.dynamocached.Budgets;
import io.github.dynamocached.CacheSettings;
import io.github.dynamocached.CacheSettingsBuilder;
import io.github.dynamocached.FailurePredicate;
import io.github.dynamocached.cache.Node;
import io.github.dynamocached.cache.ReadThroughCaches;
import io.github.dynamocached.codec.ResultCodecs;
import io.github.dynamocached.deferred.AsyncExecutor;
import io.github.dynamocached.dynamodb.EntitySchemas;
import io.github.dynamocached.dynamodb.SchemaEntityKeys;
import io.github.dynamocached.memory.InMemoryEntryStore;
import io.github.dynamocached.memory.InMemoryLoadLock;
import io.github.dynamocached.memory.InMemoryServer;
import io.github.dynamocached.store.AcquireRequest;
import io.github.dynamocached.store.EntryStore;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Configuration;

/** One node: an application with Spring's cache annotations, whose Redis is in memory and can hang. */
final class SpringNode implements AutoCloseable {

    private final InMemoryEntryStore memory;
    private final List<String> commands = new CopyOnWriteArrayList<>();
    private final List<AcquireRequest> requests = new CopyOnWriteArrayList<>();
    private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
    private volatile boolean hangs;

    private SpringNode(
            InMemoryServer server,
            Budgets budgets,
            Consumer<CacheSettingsBuilder> settings,
            List<Class<?>> components) {
        this.memory = new InMemoryEntryStore(server);
        EntryStore store = (EntryStore)
                Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {EntryStore.class}, this::command);
        EntitySchemas schemas = new EntitySchemas(List.of());
        ReadThroughCaches caches = new ReadThroughCaches(
                store,
                new InMemoryLoadLock(server),
                budgets,
                FailurePredicate.NONE,
                Runnable::run,
                name -> {
                    CacheSettingsBuilder own = CacheSettings.named(name);
                    settings.accept(own);
                    return own.build();
                },
                List.of());
        AsyncExecutor executor = AsyncExecutor.withDefaults();
        SpringCaches all = new SpringCaches(
                caches,
                new ResultCodecs(schemas, List.of()),
                new SchemaEntityKeys(schemas),
                List.of(),
                List.of(),
                executor,
                true);
        context.registerBean(SpringCaches.class, () -> all);
        context.registerBean(AsyncExecutor.class, () -> executor);
        context.registerBean(
                CacheInterceptorReplacement.class, () -> new CacheInterceptorReplacement(context.getBeanFactory()));
        context.register(Caching.class);
        components.forEach(context::register);
        context.refresh();
    }

    @Configuration(proxyBeanMethods = false)
    @EnableCaching(proxyTargetClass = true)
    static class Caching {}

    /** A node with a server of its own. */
    static SpringNode alone(Class<?>... components) {
        return of(new InMemoryServer(), components);
    }

    static SpringNode of(InMemoryServer server, Class<?>... components) {
        return new SpringNode(server, Node.GENEROUS, settings -> {}, List.of(components));
    }

    static SpringNode with(Consumer<CacheSettingsBuilder> settings, Class<?>... components) {
        return new SpringNode(new InMemoryServer(), Node.GENEROUS, settings, List.of(components));
    }

    /** A node that waits for Redis no longer than a moment. What is in memory answers at once, unless it hangs. */
    static SpringNode impatient(Consumer<CacheSettingsBuilder> settings, Class<?>... components) {
        Budgets budgets = new Budgets(Duration.ofMillis(50), Duration.ofMillis(50));
        return new SpringNode(new InMemoryServer(), budgets, settings, List.of(components));
    }

    @SuppressWarnings("FutureReturnValueIgnored") // The library gets it.
    private @Nullable Object command(Object proxy, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        if (method.getReturnType() == CompletionStage.class) {
            commands.add(method.getName());
        }
        if (method.getName().equals("acquire") && arguments != null) {
            requests.add((AcquireRequest) arguments[2]);
        }
        if (hangs && !method.isDefault()) {
            return new CompletableFuture<>();
        }
        try {
            return method.invoke(memory, arguments);
        } catch (InvocationTargetException failed) {
            throw failed.getCause();
        }
    }

    /** From now on Redis answers nothing. */
    void hang() {
        hangs = true;
    }

    /** The commands that were sent: the names of the port's methods. */
    List<String> commands() {
        return commands;
    }

    /** The leases that were asked for. */
    List<AcquireRequest> requests() {
        return requests;
    }

    InMemoryServer server() {
        return memory.server();
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    SpringCaches caches() {
        return bean(SpringCaches.class);
    }

    @Override
    public void close() {
        context.close();
    }
}
