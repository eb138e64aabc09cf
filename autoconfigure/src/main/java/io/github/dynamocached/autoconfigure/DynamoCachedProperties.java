package io.github.dynamocached.autoconfigure;

import io.github.dynamocached.CacheSettings;
import io.github.dynamocached.Consistency;
import io.github.dynamocached.OnEvictFailure;
import io.github.dynamocached.ReadFrom;
import io.github.dynamocached.ValueFormat;
import io.github.dynamocached.aop.DynamoCachingAdvisor;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.context.annotation.AdviceMode;
import org.springframework.util.unit.DataSize;

/**
 * Properties in {@code application.yml}. {@link ConfiguredSettings} turns them into immutable settings once. Editors show what
 * is said of the components here.
 *
 * @param enabled Whether reads use the cache. If false, annotated methods are always called, and evictions are still sent to
 *     Redis for other nodes.
 * @param store Place of the entries. redis: shared by all nodes. in-memory: the memory of this JVM, for development, tests and
 *     small tools; other nodes do not see evictions. none: annotated methods are called as if they had no annotation.
 * @param inMemory The store in memory.
 * @param mode Mode in which annotated methods are intercepted: proxies around beans, or an aspect in classes that AspectJ has
 *     woven.
 * @param order Order of the caching advice on a method. Lower values are further outside. The default is inside method
 *     security and retry, and outside @Transactional.
 * @param keyPrefix First part of every key in Redis. Applications that share a Redis but no entries need different prefixes.
 * @param localIndexes Local secondary indexes, each as table/index, that loads may read consistently. A request does not show
 *     whether an index is local.
 * @param loadLimit Maximum number of concurrent loads on this node while Redis does not answer; 0 for no limit. Further loads
 *     wait at most lock-wait, then run anyway.
 * @param defaults Settings of all caches.
 * @param caches Settings of single caches by name. They have the properties of dynamocached.defaults and override them.
 * @param near Near caches.
 * @param metrics Meters.
 * @param observations Observations of Micrometer.
 * @param streams DynamoDB Streams.
 * @param client Caching DynamoDB clients.
 * @param springCache Spring's cache abstraction.
 * @param redis Use of Redis. Its address is in {@code spring.data.redis.*}.
 */
@ConfigurationProperties("dynamocached")
record DynamoCachedProperties(
        @DefaultValue("true") boolean enabled,
        @DefaultValue("redis") Store store,
        @DefaultValue InMemory inMemory,
        @DefaultValue("proxy") Mode mode,

        @DefaultValue("" + DynamoCachingAdvisor.DEFAULT_ORDER)
        int order,

        @DefaultValue("dynamocached") String keyPrefix,
        @DefaultValue List<String> localIndexes,
        @DefaultValue("0") int loadLimit,
        @DefaultValue Cache defaults,
        @DefaultValue Map<String, Cache> caches,
        @DefaultValue Near near,
        @DefaultValue Metrics metrics,
        @DefaultValue Observations observations,
        @DefaultValue Streams streams,
        @DefaultValue Client client,
        @DefaultValue SpringCache springCache,
        @DefaultValue Redis redis) {

    /** Where the entries are. */
    enum Store {
        REDIS,
        IN_MEMORY,
        NONE
    }

    /**
     * The store in memory.
     *
     * @param maxKeys Maximum number of keys that the store in memory holds. The values that expire first make room for others.
     */
    record InMemory(@DefaultValue("10000") int maxKeys) {}

    /** Whether reads use the cache. */
    boolean readsCaches() {
        return enabled && store != Store.NONE;
    }

    /** How annotated methods are intercepted. */
    enum Mode {
        PROXY,
        ASPECTJ;

        AdviceMode adviceMode() {
            return AdviceMode.valueOf(name());
        }
    }

    /**
     * Settings of all caches or of one. A property that is null is not set; the defaults are those of {@link CacheSettings}.
     *
     * @param ttl Time to live of a value: the greatest age at which it is returned, unless a stale window is set.
     * @param staleWhileRevalidate Time after the ttl during which a stale value is returned at once, while one node refreshes
     *     it.
     * @param staleIfError Time after the ttl and stale-while-revalidate during which a stale value is returned if its load
     *     fails with an outage.
     * @param earlyRefresh Eagerness of refreshes before a value expires, from 0 (never) to 10. It is the factor beta of XFetch.
     * @param consistency Consistency of the reads from DynamoDB. By default strict for a cache that some method evicts, else
     *     eventual.
     * @param negativeTtl Time to live of a cached absence, such as a null result. With 0s, absences are not cached.
     * @param ttlJitter Maximum share, from 0 to 0.9, by which the ttl of each value is randomly shortened. Values that are
     *     stored together then expire at different times.
     * @param adaptiveTtl Share, from 0 to 1, of the time since a value last changed for which it is fresh: at least min-ttl, at
     *     most ttl. With 0, values are fresh for the whole ttl. Only for a cache with consistency: eventual.
     * @param minTtl Shortest time to live of a value if adaptive-ttl is not 0: that of a value that has just changed.
     * @param lockWait Longest wait for another load of the same key. After it, the method is called anyway.
     * @param lockLease Longest time for which one load delays other loads of the same key; at least 250ms.
     * @param holdOff Time after an eviction in which values that are not read consistently are kept no longer than this time.
     * @param fence Longest time for which an announced write blocks fills. Set it longer than the longest write with all
     *     retries of the AWS SDK.
     * @param onEvictFailure Result of a write whose eviction Redis did not acknowledge: normal (queue) or an exception after
     *     the write (throw). The eviction is repeated in both cases.
     * @param maxEntrySize Maximum size of an encoded value, before compression. Larger values are returned but not cached.
     * @param format Format of values that are not entities. CBOR needs the dependency
     *     tools.jackson.dataformat:jackson-dataformat-cbor.
     * @param compressAbove Size above which a value in one field of the hash is compressed. With 0B, none is. Entities with a
     *     field per attribute are never compressed.
     * @param near Whether each node keeps values in its own memory too. Reads may then return a value until near.lag after
     *     another node has evicted it. Not for a fenced cache. Needs the dependency com.github.ben-manes.caffeine:caffeine.
     * @param readFrom Server of Redis for the first lookup of a read. A replica may lag, so it needs consistency: eventual.
     * @param maxVariants Maximum number of variants under one key. Results beyond it are returned but not cached.
     * @param timeToLiveAttribute Item attribute that DynamoDB uses for its time to live. Entries do not outlive their items,
     *     and expired items count as absent. Empty for none.
     * @param shadow Shadow verification.
     * @param readElsewhere Whether only other applications read the cache. Methods may then evict it although no method here
     *     reads it.
     * @param table DynamoDB table of the cache, by name or ARN. Every write to an item of it through the AWS SDK in this JVM
     *     evicts the item from the cache.
     * @param keyAttributes Attributes of the table's items that make the keys of the cache, in order. By default the key
     *     attributes of the cache's entity.
     */
    record Cache(
            @Nullable Duration ttl,
            @Nullable Duration staleWhileRevalidate,
            @Nullable Duration staleIfError,
            @Nullable Double earlyRefresh,
            @Nullable Consistency consistency,
            @Nullable Duration negativeTtl,
            @Nullable Double ttlJitter,
            @Nullable Double adaptiveTtl,
            @Nullable Duration minTtl,
            @Nullable Duration lockWait,
            @Nullable Duration lockLease,
            @Nullable Duration holdOff,
            @Nullable Duration fence,
            @Nullable OnEvictFailure onEvictFailure,
            @Nullable DataSize maxEntrySize,
            @Nullable ValueFormat format,
            @Nullable DataSize compressAbove,
            @Nullable Boolean near,
            @Nullable ReadFrom readFrom,
            @Nullable Integer maxVariants,
            @Nullable String timeToLiveAttribute,
            @DefaultValue Shadow shadow,
            @Nullable Boolean readElsewhere,
            @Nullable String table,
            @Nullable List<String> keyAttributes) {}

    /**
     * Shadow verification of all caches or of one. A property that is null is not set.
     *
     * @param sampleRate Share of the fresh hits, from 0 to 1, that are compared with DynamoDB in the background. With 0, none
     *     is.
     * @param concurrency Maximum number of concurrent loads of shadow verification on one node, from 1 to 100, for each cache.
     * @param maxShare Maximum consumption of shadow verification, from 0.001 to 1, as a share of the read capacity units that
     *     hits have saved in the last minute.
     * @param heal Whether values that shadow verification finds wrong are evicted.
     */
    record Shadow(
            @Nullable Double sampleRate,
            @Nullable Integer concurrency,
            @Nullable Double maxShare,
            @Nullable Boolean heal) {}

    /**
     * Near caches: values that each node keeps in its own memory.
     *
     * @param maxSize Memory that the near caches of a node share. What is read least is displaced.
     * @param ttl Longest time for which a near cache returns a value without asking Redis, from 1ms to 1d.
     * @param lag Longest time, from 20ms to 10s, for which a near cache may return a value that another node has evicted. In
     *     this time each node asks Redis four times whether it has been told of all changes.
     */
    record Near(
            @DefaultValue("64MB") DataSize maxSize,
            @DefaultValue("10s") Duration ttl,
            @DefaultValue("100ms") Duration lag) {}

    /**
     * Meters.
     *
     * @param enabled Whether meters of the caches are registered, if there is a MeterRegistry bean.
     */
    record Metrics(@DefaultValue("true") boolean enabled) {}

    /**
     * Observations of Micrometer.
     *
     * @param enabled Whether loads, background refreshes and Redis commands are observed, if there is an ObservationRegistry
     *     bean. With Micrometer Tracing, each of them is a span.
     */
    record Observations(@DefaultValue("false") boolean enabled) {}

    /**
     * DynamoDB Streams.
     *
     * @param tables DynamoDB tables, by name or ARN, whose streams are followed. Every change of an item, by whatever program,
     *     evicts the item from the caches of its table. One node at a time reads each stream.
     */
    record Streams(@DefaultValue List<String> tables) {}

    /**
     * Caching DynamoDB clients.
     *
     * @param tables DynamoDB tables, by name, whose reads are answered from the cache, whatever code makes them with a client
     *     that is a bean. Without any, no client is wrapped.
     * @param keys Keys of the tables in dynamocached.client.tables, as table/partition-key or table/partition-key/sort-key,
     *     with :N after a number and :B after binary. Only needed where the application may not call DescribeTable.
     * @param reads Whether caching clients answer reads from the cache. If false, reads go to DynamoDB and writes evict,
     *     which is the first of the two steps of a roll-out.
     * @param namespace First part of the names of the caches of caching clients. Each endpoint and region needs a namespace
     *     of its own.
     * @param itemTtl Time to live of an item that a caching client has read. With 0s, items are not cached.
     * @param itemNegativeTtl Time to live of the absence of an item that a caching client has read. With 0s, absences are not
     *     cached.
     * @param queryTtl Time to live of a page of a query that a caching client has made of a table or a local index. With 0s,
     *     such queries are not cached.
     * @param scanTtl Time to live of a page of a scan that a caching client has made, from its second call on. With 0s, scans
     *     are not cached. No write evicts such a page.
     * @param indexQueryTtl Time to live of a page of a query that a caching client has made of a global index. With 0s, such
     *     queries are not cached. No write evicts such a page.
     */
    record Client(
            @DefaultValue List<String> tables,
            @DefaultValue List<String> keys,
            @DefaultValue("true") boolean reads,
            @DefaultValue("client") String namespace,
            @DefaultValue("5m") Duration itemTtl,
            @DefaultValue("30s") Duration itemNegativeTtl,
            @DefaultValue("1m") Duration queryTtl,
            @DefaultValue("0s") Duration scanTtl,
            @DefaultValue("0s") Duration indexQueryTtl) {}

    /**
     * Spring's cache abstraction.
     *
     * @param enabled Whether the cache annotations of Spring, such as @Cacheable, use these caches. The application also needs
     *     the annotation @EnableCaching.
     * @param types Names of classes and packages. Values of these types may be cached where the result of a method does not say
     *     its type, as with Object. Values of other types are returned but not cached.
     */
    record SpringCache(
            @DefaultValue("false") boolean enabled,
            @DefaultValue List<String> types) {}

    /**
     * Use of Redis.
     *
     * @param timeout Time that one call may spend on the cache before its method is called. Storing the result may take as long
     *     again.
     * @param evictTimeout Time that one eviction may take before it is queued.
     * @param shareClient Whether to use the RedissonClient bean of the application instead of a separate client. It is slower,
     *     and its pools, threads and lock names apply.
     * @param replicaAcks Number of replicas, from 0 to 100, that must confirm an eviction within evict-timeout. Otherwise it is
     *     queued and repeated.
     * @param circuitBreaker Circuit breakers.
     */
    record Redis(
            @DefaultValue("100ms") Duration timeout,
            @DefaultValue("1s") Duration evictTimeout,
            @DefaultValue("false") boolean shareClient,
            @DefaultValue("0") int replicaAcks,
            @DefaultValue CircuitBreaker circuitBreaker) {}

    /**
     * When commands to Redis are suspended. Reads and evictions have a circuit breaker each.
     *
     * @param enabled Whether commands to Redis are suspended while most of them fail.
     * @param failureRate Share of failed Redis commands, from 0.01 to 1, at which the circuit breaker opens.
     * @param minimumCalls Minimum number of completed Redis commands before the circuit breaker may open.
     * @param window Number of latest Redis commands that count for the failure rate of the circuit breaker; at least
     *     minimum-calls.
     * @param pause Longest pause between trial commands to Redis while the circuit breaker is open. The first pause is a
     *     sixteenth of it.
     */
    record CircuitBreaker(
            @DefaultValue("true") boolean enabled,
            @DefaultValue("0.5") double failureRate,
            @DefaultValue("10") int minimumCalls,
            @DefaultValue("20") int window,
            @DefaultValue("2s") Duration pause) {}
}
