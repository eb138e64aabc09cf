package io.github.dynamocached.springcache;

import java.lang.reflect.Method;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.cache.interceptor.CacheOperation;
import org.springframework.cache.interceptor.CacheOperationSource;
import org.springframework.cache.interceptor.CacheableOperation;
import org.springframework.util.StringUtils;

/**
 * The cache operations of methods. A {@code @Cacheable} that is alone on its method, with one of these caches and without
 * {@code unless}, is treated as one with {@code sync = true}: the result is the same, and one caller loads for all.
 */
final class LoneCacheables implements CacheOperationSource {

    private final Supplier<@Nullable CacheOperationSource> operations;
    private final Predicate<CacheableOperation> isOfOneCache;
    private final ConcurrentMap<CacheOperation, Collection<CacheOperation>> treated = new ConcurrentHashMap<>();

    /**
     * A source over another one.
     *
     * @param isOfOneCache whether an operation uses one cache, and that is one of these
     */
    LoneCacheables(Supplier<@Nullable CacheOperationSource> operations, Predicate<CacheableOperation> isOfOneCache) {
        this.operations = operations;
        this.isOfOneCache = isOfOneCache;
    }

    @Override
    public boolean isCandidateClass(Class<?> targetClass) {
        CacheOperationSource source = operations.get();
        return source != null && source.isCandidateClass(targetClass);
    }

    @Override
    public @Nullable Collection<CacheOperation> getCacheOperations(Method method, @Nullable Class<?> targetClass) {
        CacheOperationSource source = operations.get();
        Collection<CacheOperation> found = source == null ? null : source.getCacheOperations(method, targetClass);
        if (found == null || found.size() != 1) {
            return found;
        }
        CacheOperation only = found.iterator().next();
        return only instanceof CacheableOperation cacheable
                        && !cacheable.isSync()
                        && !StringUtils.hasText(cacheable.getUnless())
                ? treated.computeIfAbsent(only, unused -> treated(cacheable))
                : found;
    }

    private Collection<CacheOperation> treated(CacheableOperation operation) {
        return List.of(isOfOneCache.test(operation) ? withSync(operation) : operation);
    }

    private static CacheOperation withSync(CacheableOperation operation) {
        CacheableOperation.Builder copy = new CacheableOperation.Builder();
        copy.setName(operation.getName());
        copy.setCacheNames(operation.getCacheNames().toArray(String[]::new));
        copy.setKey(operation.getKey());
        copy.setKeyGenerator(operation.getKeyGenerator());
        copy.setCacheManager(operation.getCacheManager());
        copy.setCacheResolver(operation.getCacheResolver());
        copy.setCondition(operation.getCondition());
        copy.setSync(true);
        return copy.build();
    }
}
