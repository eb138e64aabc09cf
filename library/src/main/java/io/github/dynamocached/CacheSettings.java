package io.github.dynamocached;

import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How one cache behaves. Immutable and validated: what a builder accepted, the protocol can work with.
 */
public final class CacheSettings {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]+");

    private final String name;
    private final Duration ttl;
    private final Duration staleWhileRevalidate;
    private final Duration staleIfError;
    private final double earlyRefresh;
    private final Duration negativeTtl;
    private final double ttlJitter;
    private final Duration lockWait;
    private final Duration lockLease;
    private final Duration holdOff;
    private final Duration fence;
    private final long maxEntrySize;
    private final int maxVariants;
    private final OnEvictFailure onEvictFailure;
    private final @Nullable Consistency consistency;
    private final @Nullable String timeToLiveAttribute;

    CacheSettings(CacheSettingsBuilder builder) {
        this.name = builder.name;
        this.ttl = builder.ttl;
        this.staleWhileRevalidate = builder.staleWhileRevalidate;
        this.staleIfError = builder.staleIfError;
        this.earlyRefresh = builder.earlyRefresh;
        this.negativeTtl = builder.negativeTtl;
        this.ttlJitter = builder.ttlJitter;
        this.lockWait = builder.lockWait;
        this.lockLease = builder.lockLease;
        this.holdOff = builder.holdOff;
        this.fence = builder.fence;
        this.maxEntrySize = builder.maxEntrySize;
        this.maxVariants = builder.maxVariants;
        this.onEvictFailure = builder.onEvictFailure;
        this.consistency = builder.consistency;
        this.timeToLiveAttribute = builder.timeToLiveAttribute;
    }

    /**
     * A builder that holds the defaults.
     *
     * @param name the name of the cache: letters, digits, dots, underscores and hyphens
     * @return the builder
     * @throws IllegalArgumentException if the name holds anything else
     */
    public static CacheSettingsBuilder named(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("'" + name + "' cannot be the name of a cache."
                    + " Use letters, digits, dots, underscores and hyphens only.");
        }
        return new CacheSettingsBuilder(name);
    }

    /**
     * A builder that holds these settings.
     *
     * @return the builder
     */
    public CacheSettingsBuilder with() {
        CacheSettingsBuilder builder = new CacheSettingsBuilder(name);
        builder.ttl = ttl;
        builder.staleWhileRevalidate = staleWhileRevalidate;
        builder.staleIfError = staleIfError;
        builder.earlyRefresh = earlyRefresh;
        builder.negativeTtl = negativeTtl;
        builder.ttlJitter = ttlJitter;
        builder.lockWait = lockWait;
        builder.lockLease = lockLease;
        builder.holdOff = holdOff;
        builder.fence = fence;
        builder.maxEntrySize = maxEntrySize;
        builder.maxVariants = maxVariants;
        builder.onEvictFailure = onEvictFailure;
        builder.consistency = consistency;
        builder.timeToLiveAttribute = timeToLiveAttribute;
        return builder;
    }

    /**
     * The name of the cache.
     *
     * @return the name
     */
    public String name() {
        return name;
    }

    /**
     * The greatest age of a value, counted from its fill. Default 5 minutes.
     *
     * @return the time to live, at least a millisecond
     */
    public Duration ttl() {
        return ttl;
    }

    /**
     * For how long after its time to live a value is returned at once while one node refreshes it (RFC 5861). Default 0.
     *
     * @return the window, zero for none
     */
    public Duration staleWhileRevalidate() {
        return staleWhileRevalidate;
    }

    /**
     * For how long after that a value answers calls whose load fails with an outage (RFC 5861). Default 0.
     *
     * @return the window, zero for none
     */
    public Duration staleIfError() {
        return staleIfError;
    }

    /**
     * How eagerly a value is refreshed before its time to live ends: the factor beta of XFetch (Vattani et al., VLDB
     * 2015). The closer the end and the longer the load, the likelier a hit refreshes. Default 1.
     *
     * @return the factor, 0 for never
     */
    public double earlyRefresh() {
        return earlyRefresh;
    }

    /**
     * The greatest age of a cached absence. Default 30 seconds.
     *
     * @return the time to live, zero if absences are not cached
     */
    public Duration negativeTtl() {
        return negativeTtl;
    }

    /**
     * The greatest share by which each fill's time to live is shortened at random. Default 0.1.
     *
     * @return a share from 0 to 0.9
     */
    public double ttlJitter() {
        return ttlJitter;
    }

    /**
     * The longest wait for another node's load. Default 2 seconds.
     *
     * @return the wait, zero to load at once
     */
    public Duration lockWait() {
        return lockWait;
    }

    /**
     * The longest time for which a load holds others back. Default 10 seconds.
     *
     * @return the lease, at least 250 milliseconds
     */
    public Duration lockLease() {
        return lockLease;
    }

    /**
     * For how long after an eviction fills must read consistently or live short. Default 2 seconds.
     *
     * @return the hold-off, zero for none
     */
    public Duration holdOff() {
        return holdOff;
    }

    /**
     * The time after its announcement in which a write is over: longer than the longest write with all retries of the
     * AWS SDK. A write whose outcome is unknown may land until then. Default 15 seconds.
     *
     * @return the length of a fence
     */
    public Duration fence() {
        return fence;
    }

    /**
     * The size in bytes of the largest encoded value that is stored. Default 1 MB.
     *
     * @return the size, at least 1
     */
    public long maxEntrySize() {
        return maxEntrySize;
    }

    /**
     * The greatest number of live variants under one key. Default 100.
     *
     * @return the number, at least 1
     */
    public int maxVariants() {
        return maxVariants;
    }

    /**
     * What the caller of a method that writes sees when Redis did not acknowledge its eviction. Default
     * {@link OnEvictFailure#QUEUE}.
     *
     * @return nothing, or an exception
     */
    public OnEvictFailure onEvictFailure() {
        return onEvictFailure;
    }

    /**
     * How loads read DynamoDB. Default null: strict for a cache that some method evicts, else eventual.
     *
     * @return the consistency, null to go by use
     */
    public @Nullable Consistency consistency() {
        return consistency;
    }

    /**
     * The attribute that says when DynamoDB may delete an item, in seconds since 1970: an entry does not outlive its items,
     * and an item past that time is absent. Default null.
     *
     * @return the name of the attribute, null if items have none
     */
    public @Nullable String timeToLiveAttribute() {
        return timeToLiveAttribute;
    }
}
