package io.github.dynamocached.springcache;

import io.github.dynamocached.KeyConverter;
import io.github.dynamocached.cache.ReadThroughCache;
import io.github.dynamocached.cache.ReadThroughCaches;
import io.github.dynamocached.store.EntityKeys;
import io.github.dynamocached.store.ValueCodecs;
import java.lang.reflect.Method;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executor;
import org.springframework.cache.Cache;
import org.springframework.cache.CacheManager;
import org.springframework.core.MethodClassKey;

/**
 * The caches of this library for Spring's cache abstraction. Any name is that of a cache, so in a {@code CompositeCacheManager}
 * it has to be the last one. The settings of a cache are those of its name.
 *
 * <p>A {@link CacheInterceptorReplacement} is needed beside it. The caches that code gets here know neither methods nor calls,
 * so they store nothing but what {@link Cache#get(Object, java.util.concurrent.Callable)} loads.
 *
 * <p>A cache is strict unless its settings say otherwise, because code may evict from it at any time.
 */
public final class SpringCaches implements CacheManager {

    private final ReadThroughCaches caches;
    private final ValueCodecs codecs;
    private final EntityKeys entities;
    private final SpringKeys keys;
    private final AllowedTypes types;
    private final Executor executor;
    private final boolean areRead;
    private final ConcurrentMap<String, PlainCache> byName = new ConcurrentHashMap<>();
    private final ConcurrentMap<MethodClassKey, MethodValues> methods = new ConcurrentHashMap<>();

    /**
     * Caches.
     *
     * @param caches the caches by name
     * @param codecs find the codecs of results
     * @param entities know the keys of entities
     * @param converters convert keys, in this order
     * @param types names of classes and packages: the types of values whose methods do not say them
     * @param executor goes on with calls of asynchronous methods
     * @param areRead whether reads use the caches. If not, every method is called, and evictions are still sent
     */
    public SpringCaches(
            ReadThroughCaches caches,
            ValueCodecs codecs,
            EntityKeys entities,
            List<KeyConverter<?>> converters,
            Collection<String> types,
            Executor executor,
            boolean areRead) {
        this.caches = caches;
        this.codecs = codecs;
        this.entities = entities;
        this.keys = new SpringKeys(entities, converters);
        this.types = new AllowedTypes(types);
        this.executor = executor;
        this.areRead = areRead;
    }

    /**
     * The cache of a name, created at its first use.
     *
     * @param name the name
     * @return always the same cache for the same name
     * @throws IllegalArgumentException if the name or its settings are refused
     */
    @Override
    public Cache getCache(String name) {
        PlainCache known = byName.get(name);
        return known == null ? byName.computeIfAbsent(name, this::create) : known;
    }

    private PlainCache create(String name) {
        ReadThroughCache cache = caches.cache(name);
        cache.expectEvictions();
        CacheValues values = new CacheValues(cache, codecs.forCache(cache.settings()), entities, types);
        return new PlainCache(cache, values, keys, new SpringEvictions(cache), executor, areRead);
    }

    /** {@return the names that were asked for so far} */
    @Override
    public Collection<String> getCacheNames() {
        return List.copyOf(byName.keySet());
    }

    /** What a method returns. */
    MethodValues valuesOf(Method method, Class<?> targetClass) {
        return methods.computeIfAbsent(
                new MethodClassKey(method, targetClass), unused -> MethodValues.of(method, targetClass));
    }

    @Override
    public String toString() {
        return "DynamoCached caches for Spring's cache abstraction";
    }
}
