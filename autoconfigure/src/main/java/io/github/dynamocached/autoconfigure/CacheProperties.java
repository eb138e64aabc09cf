package io.github.dynamocached.autoconfigure;

import io.github.dynamocached.cache.CacheSettings;
import io.github.dynamocached.cache.Consistency;
import io.github.dynamocached.cache.OnEvictFailure;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;

/**
 * Settings of caches: {@code dynamocached.defaults.*} for all caches, {@code dynamocached.caches.<name>.*} for one. A
 * property that is null is not set. Defaults are those of {@link CacheSettings}.
 */
class CacheProperties {

    /**
     * Consistency of the reads from DynamoDB. By default strict for a cache that some method evicts, else eventual.
     */
    private @Nullable Consistency consistency;

    /** Time to live of a value: the greatest age at which it is returned, unless a stale window is set. */
    private @Nullable Duration ttl;

    /** Time after the ttl during which a stale value is returned at once, while one node refreshes it. */
    private @Nullable Duration staleWhileRevalidate;

    /**
     * Time after the ttl and stale-while-revalidate during which a stale value is returned if its load fails with an outage.
     */
    private @Nullable Duration staleIfError;

    /** Eagerness of refreshes before a value expires, from 0 (never) to 10. It is the factor beta of XFetch. */
    private @Nullable Double earlyRefresh;

    /** Time to live of a cached absence, such as a null result. With 0s, absences are not cached. */
    private @Nullable Duration negativeTtl;

    /**
     * Maximum share, from 0 to 0.9, by which the ttl of each value is randomly shortened. Values that are stored together
     * then expire at different times.
     */
    private @Nullable Double ttlJitter;

    /** Longest wait for another load of the same key. After it, the method is called anyway. */
    private @Nullable Duration lockWait;

    /** Longest time for which one load delays other loads of the same key; at least 250ms. */
    private @Nullable Duration lockLease;

    /** Hold-off after an eviction. Values that are not read consistently meanwhile are kept only for the hold-off. */
    private @Nullable Duration holdOff;

    /**
     * Longest time for which an announced write blocks fills. Set it longer than the longest write with all retries of the
     * AWS SDK.
     */
    private @Nullable Duration fence;

    /**
     * Result of a write whose eviction Redis did not acknowledge: normal (queue) or an exception after the write (throw). The
     * eviction is repeated in both cases.
     */
    private @Nullable OnEvictFailure onEvictFailure;

    /** Maximum size of an encoded value. Larger values are returned but not cached. */
    private @Nullable DataSize maxEntrySize;

    /** Maximum number of variants under one key. Results beyond it are returned but not cached. */
    private @Nullable Integer maxVariants;

    /**
     * Item attribute that DynamoDB uses for its time to live. Entries do not outlive their items, and expired items count as
     * absent. Empty for none.
     */
    private @Nullable String timeToLiveAttribute;

    /** Whether only other applications read the cache. Methods may then evict it although no method here reads it. */
    private @Nullable Boolean readElsewhere;

    public @Nullable Duration getTtl() {
        return ttl;
    }

    public void setTtl(@Nullable Duration ttl) {
        this.ttl = ttl;
    }

    public @Nullable Duration getStaleWhileRevalidate() {
        return staleWhileRevalidate;
    }

    public void setStaleWhileRevalidate(@Nullable Duration staleWhileRevalidate) {
        this.staleWhileRevalidate = staleWhileRevalidate;
    }

    public @Nullable Duration getStaleIfError() {
        return staleIfError;
    }

    public void setStaleIfError(@Nullable Duration staleIfError) {
        this.staleIfError = staleIfError;
    }

    public @Nullable Double getEarlyRefresh() {
        return earlyRefresh;
    }

    public void setEarlyRefresh(@Nullable Double earlyRefresh) {
        this.earlyRefresh = earlyRefresh;
    }

    public @Nullable Consistency getConsistency() {
        return consistency;
    }

    public void setConsistency(@Nullable Consistency consistency) {
        this.consistency = consistency;
    }

    public @Nullable Duration getNegativeTtl() {
        return negativeTtl;
    }

    public void setNegativeTtl(@Nullable Duration negativeTtl) {
        this.negativeTtl = negativeTtl;
    }

    public @Nullable Double getTtlJitter() {
        return ttlJitter;
    }

    public void setTtlJitter(@Nullable Double ttlJitter) {
        this.ttlJitter = ttlJitter;
    }

    public @Nullable Duration getLockWait() {
        return lockWait;
    }

    public void setLockWait(@Nullable Duration lockWait) {
        this.lockWait = lockWait;
    }

    public @Nullable Duration getLockLease() {
        return lockLease;
    }

    public void setLockLease(@Nullable Duration lockLease) {
        this.lockLease = lockLease;
    }

    public @Nullable Duration getHoldOff() {
        return holdOff;
    }

    public void setHoldOff(@Nullable Duration holdOff) {
        this.holdOff = holdOff;
    }

    public @Nullable Duration getFence() {
        return fence;
    }

    public void setFence(@Nullable Duration fence) {
        this.fence = fence;
    }

    public @Nullable OnEvictFailure getOnEvictFailure() {
        return onEvictFailure;
    }

    public void setOnEvictFailure(@Nullable OnEvictFailure onEvictFailure) {
        this.onEvictFailure = onEvictFailure;
    }

    public @Nullable DataSize getMaxEntrySize() {
        return maxEntrySize;
    }

    public void setMaxEntrySize(@Nullable DataSize maxEntrySize) {
        this.maxEntrySize = maxEntrySize;
    }

    public @Nullable Integer getMaxVariants() {
        return maxVariants;
    }

    public void setMaxVariants(@Nullable Integer maxVariants) {
        this.maxVariants = maxVariants;
    }

    public @Nullable Boolean getReadElsewhere() {
        return readElsewhere;
    }

    public void setReadElsewhere(@Nullable Boolean readElsewhere) {
        this.readElsewhere = readElsewhere;
    }

    public @Nullable String getTimeToLiveAttribute() {
        return timeToLiveAttribute;
    }

    public void setTimeToLiveAttribute(@Nullable String timeToLiveAttribute) {
        this.timeToLiveAttribute = timeToLiveAttribute;
    }
}
