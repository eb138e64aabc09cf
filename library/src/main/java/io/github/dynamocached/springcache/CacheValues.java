package io.github.dynamocached.springcache;

import io.github.dynamocached.CacheKey;
import io.github.dynamocached.MisuseException;
import io.github.dynamocached.cache.ReadOperation;
import io.github.dynamocached.cache.ReadThroughCache;
import io.github.dynamocached.load.FillCheck;
import io.github.dynamocached.load.SoughtItems;
import io.github.dynamocached.store.EntityKeys;
import io.github.dynamocached.store.EntryFormat;
import io.github.dynamocached.store.Slot;
import io.github.dynamocached.store.ValueCodec;
import io.github.dynamocached.store.ValueCodecs;
import java.lang.reflect.Type;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CopyOnWriteArraySet;
import org.jspecify.annotations.Nullable;

/** How the values of one cache are stored, by the methods that return them. */
final class CacheValues implements FillCheck {

    private final ReadThroughCache cache;
    private final ValueCodecs codecs;
    private final EntityKeys entities;
    private final ValueCodec anyType;
    private final MethodReads ofAnyType;
    private final ConcurrentMap<MethodValues, MethodReads> byMethod = new ConcurrentHashMap<>();
    private final Set<MethodReads> known = new CopyOnWriteArraySet<>();

    /**
     * Values.
     *
     * @param codecs those of the cache
     * @param allowed the types of values whose methods do not say them
     */
    CacheValues(ReadThroughCache cache, ValueCodecs codecs, EntityKeys entities, AllowedTypes allowed) {
        this.cache = cache;
        this.codecs = codecs;
        this.entities = entities;
        this.anyType = new RunTimeTypeCodec(codecs, allowed);
        this.ofAnyType = of("Spring cache '" + cache.settings().name() + "'", anyType);
        known.add(ofAnyType);
    }

    /** How values are stored whose type only the value shows. */
    MethodReads ofAnyType() {
        return ofAnyType;
    }

    /** How values are stored that may be there: each type once. */
    Collection<MethodReads> known() {
        return known;
    }

    /**
     * How the values of a method are stored.
     *
     * @throws MisuseException if they cannot be
     */
    MethodReads of(MethodValues method) {
        MethodReads reads = byMethod.get(method);
        return reads == null ? byMethod.computeIfAbsent(method, this::compile) : reads;
    }

    private MethodReads compile(MethodValues method) {
        Type type = method.type();
        if (type == null) {
            return of(method.method(), anyType);
        }
        try {
            MethodReads reads = of(method.method(), codecs.codecOf(type));
            if (known.stream().noneMatch(other -> other.variant().equals(reads.variant()))) {
                known.add(reads);
            }
            return reads;
        } catch (IllegalArgumentException refused) {
            throw misuse(method, String.valueOf(refused.getMessage()));
        }
    }

    private MethodReads of(String method, ValueCodec codec) {
        EntryFormat format = codec.format();
        ReadOperation operation = new ReadOperation(method, codec, null, null, this);
        return new MethodReads(operation, format.isBlob() ? format.type() : Slot.ENTITY);
    }

    private MisuseException misuse(MethodValues method, String problem) {
        return new MisuseException("@Cacheable on " + method.method() + ", cache '"
                + cache.settings().name() + "': " + problem);
    }

    /** Which key an eviction has, is not known: Spring evaluates its expression. */
    @Override
    public @Nullable String problemOf(CacheKey key, Object value, List<SoughtItems> sought) {
        return null;
    }

    @Override
    public boolean isOwnKey(CacheKey key, Object entity) {
        try {
            return entities.isEntity(entity.getClass())
                    && CacheKey.of(key.cacheName(), entities.partsOf(entity)).equals(key);
        } catch (IllegalArgumentException withoutKey) {
            return false;
        }
    }
}
