package io.github.dynamocached.springcache;

import io.github.dynamocached.expression.Call;
import java.lang.reflect.Method;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.framework.AopProxyUtils;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.cache.Cache;
import org.springframework.cache.CacheManager;
import org.springframework.cache.interceptor.CacheInterceptor;
import org.springframework.cache.interceptor.CacheOperation;
import org.springframework.cache.interceptor.CacheOperationInvocationContext;
import org.springframework.cache.interceptor.CacheOperationInvoker;
import org.springframework.cache.interceptor.CacheOperationSource;
import org.springframework.cache.interceptor.CacheResolver;
import org.springframework.cache.interceptor.CacheableOperation;
import org.springframework.cache.interceptor.SimpleCacheResolver;
import org.springframework.core.MethodClassKey;
import org.springframework.util.StringUtils;

/**
 * Spring's interceptor of cache annotations, which tells these caches which operation of which call uses them. Caches of others
 * are used as ever.
 */
final class SpringCachingInterceptor extends CacheInterceptor {

    private static final long serialVersionUID = 1L;

    /** The call that this thread begins. Its operations find their caches before the method is called. */
    private static final ThreadLocal<@Nullable CallFrame> BEGINNING = new ThreadLocal<>();

    private final transient BeanFactory beanFactory;
    private final transient SpringCachesOf caches;
    private final transient LoneCacheables operations;
    private final transient ConcurrentMap<MethodClassKey, Boolean> deferred = new ConcurrentHashMap<>();

    /** Where the caches come from, once they are needed. */
    @FunctionalInterface
    interface SpringCachesOf {
        SpringCaches get();
    }

    /**
     * An interceptor in the place of another one.
     *
     * @param replaced the other one, whose settings apply
     * @param beanFactory its bean factory
     */
    SpringCachingInterceptor(CacheInterceptor replaced, BeanFactory beanFactory, SpringCachesOf caches) {
        this.caches = caches;
        this.beanFactory = beanFactory;
        this.operations = new LoneCacheables(replaced::getCacheOperationSource, this::isOfOneCache);
        configure(replaced::getErrorHandler, replaced::getKeyGenerator, replaced::getCacheResolver, () -> null);
        setCacheOperationSource(operations);
        setBeanFactory(beanFactory);
    }

    /** Whether an operation is known to use one cache, and that is one of these. */
    private boolean isOfOneCache(CacheableOperation operation) {
        if (operation.getCacheNames().size() != 1) {
            return false;
        }
        CacheManager manager = managerOf(operation);
        return manager != null
                && manager.getCache(operation.getCacheNames().iterator().next()) instanceof PlainCache;
    }

    @Override
    public void afterSingletonsInstantiated() {
        super.afterSingletonsInstantiated();
        if (beanFactory instanceof ConfigurableListableBeanFactory beans) {
            new UsesAtStart(operations, this::managerOf, caches.get()).check(beans);
        }
    }

    /** The manager that is known to find the caches of an operation, null if that is not known. */
    private @Nullable CacheManager managerOf(CacheOperation operation) {
        if (StringUtils.hasText(operation.getCacheResolver())) {
            return null;
        }
        if (StringUtils.hasText(operation.getCacheManager())) {
            return getBean(operation.getCacheManager(), CacheManager.class);
        }
        CacheResolver resolver = getCacheResolver();
        return resolver != null && resolver.getClass() == SimpleCacheResolver.class
                ? ((SimpleCacheResolver) resolver).getCacheManager()
                : null;
    }

    @Override
    public @Nullable Object invoke(MethodInvocation invocation) throws Throwable {
        Object target = invocation.getThis();
        Call call = new Call(invocation);
        if (target == null || !isDeferred(invocation.getMethod(), AopProxyUtils.ultimateTargetClass(target))) {
            return invoke(invocation, new CallFrame(call, null));
        }
        // A second call of one invocation would go past all inner advice, so each subscription gets a clone of an
        // unused one.
        Call unused = call.again();
        return LaterResults.deferred(invocation.getMethod().getReturnType(), subscriber -> {
            Call own = unused == null ? null : unused.again();
            return invoke(invocation, new CallFrame(own == null ? call : own, subscriber));
        });
    }

    /** Whether nothing of a call may happen before somebody subscribes to what the method returns. */
    private boolean isDeferred(Method method, Class<?> targetClass) {
        return deferred.computeIfAbsent(
                new MethodClassKey(method, targetClass),
                unused -> caches.get().valuesOf(method, targetClass).isPublisher()
                        && usesThese(operations.getCacheOperations(method, targetClass)));
    }

    private boolean usesThese(@Nullable Collection<CacheOperation> used) {
        return used != null
                && used.stream().anyMatch(operation -> {
                    CacheManager manager = managerOf(operation);
                    return manager == null
                            || operation.getCacheNames().stream()
                                    .anyMatch(name -> manager.getCache(name) instanceof PlainCache);
                });
    }

    private @Nullable Object invoke(MethodInvocation invocation, CallFrame frame) throws Throwable {
        CallFrame before = BEGINNING.get();
        BEGINNING.set(frame);
        Object returned;
        try {
            returned = super.invoke(invocation);
        } catch (Throwable failure) {
            frame.failed(failure);
            throw failure;
        } finally {
            BEGINNING.set(before);
        }
        return frame.hasEnd() ? LaterResults.ending(returned, frame) : returned;
    }

    @Override
    protected @Nullable Object execute(
            CacheOperationInvoker invoker, Object target, Method method, @Nullable Object[] args) {
        CallFrame frame = BEGINNING.get();
        return super.execute(frame == null ? invoker : frame::invoke, target, method, args);
    }

    @Override
    protected Collection<? extends Cache> getCaches(
            CacheOperationInvocationContext<CacheOperation> context, CacheResolver cacheResolver) {
        Collection<? extends Cache> found = super.getCaches(context, cacheResolver);
        CallFrame frame = BEGINNING.get();
        if (frame == null || found.stream().noneMatch(PlainCache.class::isInstance)) {
            return found;
        }
        Class<?> targetClass = AopProxyUtils.ultimateTargetClass(context.getTarget());
        MethodValues method = caches.get().valuesOf(context.getMethod(), targetClass);
        return List.copyOf(found.stream()
                .map(cache -> cache instanceof PlainCache plain ? new OperationCache(plain, frame, method) : cache)
                .toList());
    }

    @Override
    public @Nullable CacheOperationSource getCacheOperationSource() {
        return operations;
    }
}
