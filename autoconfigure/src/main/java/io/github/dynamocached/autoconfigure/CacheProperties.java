package io.github.dynamocached.autoconfigure;

import io.github.dynamocached.cache.CacheSettings;
import io.github.dynamocached.cache.Consistency;
import io.github.dynamocached.cache.OnEvictFailure;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;

/**
 * How caches behave: {@code dynamocached.defaults.*} for all of them and {@code dynamocached.caches.<name>.*} for one. What
 * is not set for one is as for all, and what is not set for all is as {@link CacheSettings} has it.
 */
class CacheProperties {

    /**
     * How loads read DynamoDB. If it is not set: strict for a cache that some method evicts from, else eventual.
     */
    private @Nullable Consistency consistency;

    /** Greatest age of a value that a caller sees. */
    private @Nullable Duration ttl;

    /** Time after the ttl during which a value is returned at once while one node refreshes it. */
    private @Nullable Duration staleWhileRevalidate;

    /** Time after that during which a value answers calls whose load fails with an outage. */
    private @Nullable Duration staleIfError;

    /** How eagerly values are refreshed before they expire: beta of XFetch, from 0 for never to 10. */
    private @Nullable Double earlyRefresh;

    /** Lifetime of a cached absence; with 0s absences are not cached. */
    private @Nullable Duration negativeTtl;

    /**
     * Share, from 0 to 0.9, by which the lifetime of each value is shortened at random at most, so that values stored
     * together do not expire together.
     */
    private @Nullable Double ttlJitter;

    /** Longest wait for the load of another node before the method is called all the same. */
    private @Nullable Duration lockWait;

    /** Longest time for which one load holds others back; at least 250ms. */
    private @Nullable Duration lockLease;

    /** Time after an eviction during which values that may have been read eventually consistently live short. */
    private @Nullable Duration holdOff;

    /**
     * Length of a fence, in which a write must be over: longer than the longest write with all retries of the AWS SDK.
     */
    private @Nullable Duration fence;

    /**
     * What the caller of a method that writes sees when Redis did not acknowledge its eviction, which is queued in any
     * case: nothing, or an exception after the write.
     */
    private @Nullable OnEvictFailure onEvictFailure;

    /** Size of the largest encoded value that is stored; larger ones are returned only. */
    private @Nullable DataSize maxEntrySize;

    /** Greatest number of variants stored under one key; results beyond it are returned only. */
    private @Nullable Integer maxVariants;

    /**
     * Attribute of the items in which DynamoDB finds their time to live, in seconds since 1970: an entry does not outlive
     * its item, and an item past that time is absent. Empty for none.
     */
    private @Nullable String timeToLiveAttribute;

    /** Whether only other applications read the cache, so that methods here may evict from it although none reads it. */
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
