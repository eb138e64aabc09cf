package io.github.dynamocached.springcache;

import io.github.dynamocached.MisuseException;
import io.github.dynamocached.cache.ReadThroughCache;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.aop.framework.autoproxy.AutoProxyUtils;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.cache.Cache;
import org.springframework.cache.CacheManager;
import org.springframework.cache.interceptor.CacheOperation;
import org.springframework.cache.interceptor.CacheOperationSource;
import org.springframework.cache.interceptor.CacheableOperation;
import org.springframework.core.MethodIntrospector;
import org.springframework.util.ClassUtils;

/**
 * Looks at all methods with Spring's cache annotations at the start: refuses results that cannot be cached, all at once, and
 * says which methods reach these caches through a decorator, where nobody knows the call.
 */
final class UsesAtStart {

    private static final Logger log = LoggerFactory.getLogger(UsesAtStart.class);

    private final CacheOperationSource operations;
    private final Managers managers;
    private final SpringCaches caches;
    private final Set<String> problems = new TreeSet<>();
    private final Set<String> decorated = new TreeSet<>();

    /** Knows the manager of an operation. */
    @FunctionalInterface
    interface Managers {

        /** The manager that finds the caches of an operation, null if that is not known. */
        @Nullable
        CacheManager of(CacheOperation operation);
    }

    UsesAtStart(CacheOperationSource operations, Managers managers, SpringCaches caches) {
        this.operations = operations;
        this.managers = managers;
        this.caches = caches;
    }

    /**
     * Looks at the beans of a factory.
     *
     * @throws MisuseException with all problems
     */
    void check(ConfigurableListableBeanFactory factory) {
        for (String name : factory.getBeanDefinitionNames()) {
            Class<?> type = AutoProxyUtils.determineTargetClass(factory, name);
            if (type != null && operations.isCandidateClass(type)) {
                check(ClassUtils.getUserClass(type));
            }
        }
        if (!decorated.isEmpty()) {
            log.warn(
                    "{}: these methods reach caches of DynamoCached through a decorator or another CacheManager's Cache. There,"
                            + " they store nothing unless they have sync = true. Use the caches of SpringCaches directly.",
                    String.join(", ", decorated));
        }
        if (!problems.isEmpty()) {
            throw new MisuseException(List.copyOf(problems));
        }
    }

    private void check(Class<?> type) {
        Map<Method, Collection<CacheOperation>> methods =
                MethodIntrospector.selectMethods(type, (MethodIntrospector.MetadataLookup<Collection<CacheOperation>>)
                        method -> operations.getCacheOperations(method, type));
        methods.forEach((method, all) -> all.forEach(operation -> {
            for (Cache cache : cachesOf(operation)) {
                check(operation, cache, caches.valuesOf(method, type));
            }
        }));
    }

    private List<Cache> cachesOf(CacheOperation operation) {
        CacheManager manager = managers.of(operation);
        List<Cache> found = new ArrayList<>();
        if (manager != null) {
            for (String name : operation.getCacheNames()) {
                Cache cache = manager.getCache(name);
                if (cache != null) {
                    found.add(cache);
                }
            }
        }
        return found;
    }

    private void check(CacheOperation operation, Cache cache, MethodValues method) {
        if (!(cache instanceof PlainCache plain)) {
            if (operation instanceof CacheableOperation && cache.getNativeCache() instanceof ReadThroughCache) {
                decorated.add(method.method());
            }
        } else if (operation instanceof CacheableOperation) {
            try {
                MethodReads unused = plain.values().of(method);
            } catch (MisuseException refused) {
                problems.addAll(refused.problems());
            }
        }
    }
}
