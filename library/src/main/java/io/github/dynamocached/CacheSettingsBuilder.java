package io.github.dynamocached;

import java.time.Duration;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Collects the settings of a cache, from the defaults on. Refused values throw an {@link IllegalArgumentException}.
 */
public final class CacheSettingsBuilder {

    private static final Duration SHORTEST_LEASE = Duration.ofMillis(250);
    private static final Duration LONGEST = Duration.ofDays(365);
    private static final long LARGEST_FIELD = 512L * 1024 * 1024;

    private final CacheSettings.Values values;
    private final SettingChecks checks;

    CacheSettingsBuilder(CacheSettings.Values values) {
        this.values = values;
        this.checks = new SettingChecks("Cache '" + values.name + "': ");
    }

    /**
     * Sets the time to live of values.
     *
     * @param ttl from a millisecond to 365 days
     * @return this builder
     */
    public CacheSettingsBuilder ttl(Duration ttl) {
        values.ttl = checks.between("ttl", ttl, Duration.ofMillis(1), LONGEST);
        return this;
    }

    /**
     * Sets for which share of the time since its last known change a value is fresh: at least {@link #minTtl}, at most
     * {@link #ttl}.
     *
     * @param adaptiveTtl from 0, for the whole time to live, to 1. Only for a cache whose {@link #consistency} is set to
     *     {@link Consistency#EVENTUAL}: in any other, evictions say when a value has changed
     * @return this builder
     */
    public CacheSettingsBuilder adaptiveTtl(double adaptiveTtl) {
        checks.require(adaptiveTtl >= 0 && adaptiveTtl <= 1, "adaptive-ttl", adaptiveTtl, "a share from 0 to 1");
        values.adaptiveTtl = adaptiveTtl;
        return this;
    }

    /**
     * Sets the shortest time to live of values if {@link #adaptiveTtl} is not 0.
     *
     * @param minTtl from a millisecond to 365 days; no longer than {@link #ttl} if it has an effect
     * @return this builder
     */
    public CacheSettingsBuilder minTtl(Duration minTtl) {
        values.minTtl = checks.between("min-ttl", minTtl, Duration.ofMillis(1), LONGEST);
        return this;
    }

    /**
     * Sets the window in which stale values are returned while they are refreshed.
     *
     * @param staleWhileRevalidate from zero to 365 days
     * @return this builder
     */
    public CacheSettingsBuilder staleWhileRevalidate(Duration staleWhileRevalidate) {
        values.staleWhileRevalidate =
                checks.between("stale-while-revalidate", staleWhileRevalidate, Duration.ZERO, LONGEST);
        return this;
    }

    /**
     * Sets the window in which stale values answer failed loads.
     *
     * @param staleIfError from zero to 365 days
     * @return this builder
     */
    public CacheSettingsBuilder staleIfError(Duration staleIfError) {
        values.staleIfError = checks.between("stale-if-error", staleIfError, Duration.ZERO, LONGEST);
        return this;
    }

    /**
     * Sets how eagerly values are refreshed before they expire.
     *
     * @param earlyRefresh from 0 to 10
     * @return this builder
     */
    public CacheSettingsBuilder earlyRefresh(double earlyRefresh) {
        checks.require(earlyRefresh >= 0 && earlyRefresh <= 10, "early-refresh", earlyRefresh, "a factor from 0 to 10");
        values.earlyRefresh = earlyRefresh;
        return this;
    }

    /**
     * Sets the time to live of absences.
     *
     * @param negativeTtl from zero, which stores none, to 365 days
     * @return this builder
     */
    public CacheSettingsBuilder negativeTtl(Duration negativeTtl) {
        values.negativeTtl = checks.between("negative-ttl", negativeTtl, Duration.ZERO, LONGEST);
        return this;
    }

    /**
     * Sets the jitter.
     *
     * @param ttlJitter from 0 to 0.9
     * @return this builder
     */
    public CacheSettingsBuilder ttlJitter(double ttlJitter) {
        checks.require(ttlJitter >= 0 && ttlJitter <= 0.9, "ttl-jitter", ttlJitter, "a share from 0 to 0.9");
        values.ttlJitter = ttlJitter;
        return this;
    }

    /**
     * Sets the longest wait for another node's load.
     *
     * @param lockWait from zero to an hour
     * @return this builder
     */
    public CacheSettingsBuilder lockWait(Duration lockWait) {
        values.lockWait = checks.between("lock-wait", lockWait, Duration.ZERO, Duration.ofHours(1));
        return this;
    }

    /**
     * Sets the longest lease.
     *
     * @param lockLease from 250 milliseconds to an hour
     * @return this builder
     */
    public CacheSettingsBuilder lockLease(Duration lockLease) {
        values.lockLease = checks.between("lock-lease", lockLease, SHORTEST_LEASE, Duration.ofHours(1));
        return this;
    }

    /**
     * Sets the hold-off.
     *
     * @param holdOff from zero to an hour
     * @return this builder
     */
    public CacheSettingsBuilder holdOff(Duration holdOff) {
        values.holdOff = checks.between("hold-off", holdOff, Duration.ZERO, Duration.ofHours(1));
        return this;
    }

    /**
     * Sets the length of a fence.
     *
     * @param fence from a millisecond to an hour
     * @return this builder
     */
    public CacheSettingsBuilder fence(Duration fence) {
        values.fence = checks.between("fence", fence, Duration.ofMillis(1), Duration.ofHours(1));
        return this;
    }

    /**
     * Sets the size of the largest value that is stored.
     *
     * @param maxEntrySize in bytes, from 1 to 512 MB, which is what Redis holds in a field
     * @return this builder
     */
    public CacheSettingsBuilder maxEntrySize(long maxEntrySize) {
        checks.require(
                maxEntrySize >= 1 && maxEntrySize <= LARGEST_FIELD,
                "max-entry-size",
                maxEntrySize + "B",
                "a size from 1B to 512MB");
        values.maxEntrySize = maxEntrySize;
        return this;
    }

    /**
     * Sets how values that are not entities are written. Values in another format are misses.
     *
     * @param format the format; {@link ValueFormat#CBOR} stops the start of an application without its dependency
     * @return this builder
     */
    public CacheSettingsBuilder format(ValueFormat format) {
        values.format = format;
        return this;
    }

    /**
     * Sets the size above which a value in one field of the hash is compressed. Values from before compression was switched
     * on or off are misses.
     *
     * @param compressAbove in bytes, from 0 (no compression) to 512 MB
     * @return this builder
     */
    public CacheSettingsBuilder compressAbove(long compressAbove) {
        checks.require(
                compressAbove >= 0 && compressAbove <= LARGEST_FIELD,
                "compress-above",
                compressAbove + "B",
                "a size from 0B to 512MB");
        values.compressAbove = compressAbove;
        return this;
    }

    /**
     * Sets whether each node keeps values in its own memory too.
     *
     * @param near true for a near cache, which cannot be {@link Consistency#FENCED} and cannot read replicas
     * @return this builder
     */
    public CacheSettingsBuilder near(boolean near) {
        values.near = near;
        return this;
    }

    /**
     * Sets which server of Redis the first lookup of a read asks.
     *
     * @param readFrom the primary, or a replica. A replica needs {@link Consistency#EVENTUAL} and no near cache
     * @return this builder
     */
    public CacheSettingsBuilder readFrom(ReadFrom readFrom) {
        values.readFrom = readFrom;
        return this;
    }

    /**
     * Sets the greatest number of variants.
     *
     * @param maxVariants from 1 to 10,000
     * @return this builder
     */
    public CacheSettingsBuilder maxVariants(int maxVariants) {
        checks.require(
                maxVariants >= 1 && maxVariants <= 10_000, "max-variants", maxVariants, "a number from 1 to 10000");
        values.maxVariants = maxVariants;
        return this;
    }

    /**
     * Sets what callers see of an eviction that Redis did not acknowledge.
     *
     * @param onEvictFailure nothing, or an exception
     * @return this builder
     */
    public CacheSettingsBuilder onEvictFailure(OnEvictFailure onEvictFailure) {
        values.onEvictFailure = onEvictFailure;
        return this;
    }

    /**
     * Sets how loads read DynamoDB.
     *
     * @param consistency null to go by use
     * @return this builder
     */
    public CacheSettingsBuilder consistency(@Nullable Consistency consistency) {
        values.consistency = consistency;
        return this;
    }

    /**
     * Sets the attribute that says when DynamoDB may delete an item.
     *
     * @param timeToLiveAttribute the name of an attribute that holds seconds since 1970, null or empty for none
     * @return this builder
     */
    public CacheSettingsBuilder timeToLiveAttribute(@Nullable String timeToLiveAttribute) {
        boolean isNone = timeToLiveAttribute == null || timeToLiveAttribute.isBlank();
        values.timeToLiveAttribute = isNone ? null : timeToLiveAttribute;
        return this;
    }

    /**
     * Changes which hits are compared with DynamoDB in the background.
     *
     * @param change makes the new settings of the present ones
     * @return this builder
     */
    public CacheSettingsBuilder shadow(UnaryOperator<ShadowSettings> change) {
        try {
            values.shadow = change.apply(values.shadow);
            return this;
        } catch (RefusedSettingException refused) {
            throw refused.of(checks.owner());
        }
    }

    /**
     * Makes settings, which what is done to this builder later does not change.
     *
     * @return immutable settings
     * @throws RefusedSettingException if settings exclude each other, such as near and fenced
     */
    public CacheSettings build() {
        checks.requireCombination(values);
        return new CacheSettings(values.copy());
    }
}
