package io.github.dynamocached.cache;

import java.time.Duration;
import java.util.regex.Pattern;

/**
 * How one cache behaves. Immutable and validated: what a builder accepted, the protocol can work with.
 */
public final class CacheSettings {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]+");

    private final String name;
    private final Duration ttl;
    private final Duration negativeTtl;
    private final double ttlJitter;
    private final Duration lockWait;
    private final Duration lockLease;
    private final Duration holdOff;
    private final long maxEntrySize;
    private final int maxVariants;

    private CacheSettings(Builder builder) {
        this.name = builder.name;
        this.ttl = builder.ttl;
        this.negativeTtl = builder.negativeTtl;
        this.ttlJitter = builder.ttlJitter;
        this.lockWait = builder.lockWait;
        this.lockLease = builder.lockLease;
        this.holdOff = builder.holdOff;
        this.maxEntrySize = builder.maxEntrySize;
        this.maxVariants = builder.maxVariants;
    }

    /**
     * A builder that holds the defaults.
     *
     * @param name the name of the cache: letters, digits, dots, underscores and hyphens
     * @return the builder
     * @throws IllegalArgumentException if the name holds anything else
     */
    public static Builder named(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("'" + name + "' cannot be the name of a cache."
                    + " Use letters, digits, dots, underscores and hyphens only.");
        }
        return new Builder(name);
    }

    /**
     * A builder that holds these settings.
     *
     * @return the builder
     */
    public Builder with() {
        Builder builder = new Builder(name);
        builder.ttl = ttl;
        builder.negativeTtl = negativeTtl;
        builder.ttlJitter = ttlJitter;
        builder.lockWait = lockWait;
        builder.lockLease = lockLease;
        builder.holdOff = holdOff;
        builder.maxEntrySize = maxEntrySize;
        builder.maxVariants = maxVariants;
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

    /** Collects settings. Each method says which values it refuses with an {@link IllegalArgumentException}. */
    public static final class Builder {

        private static final Duration SHORTEST_LEASE = Duration.ofMillis(250);
        private static final Duration LONGEST = Duration.ofDays(365);

        private final String name;
        private Duration ttl = Duration.ofMinutes(5);
        private Duration negativeTtl = Duration.ofSeconds(30);
        private double ttlJitter = 0.1;
        private Duration lockWait = Duration.ofSeconds(2);
        private Duration lockLease = Duration.ofSeconds(10);
        private Duration holdOff = Duration.ofSeconds(2);
        private long maxEntrySize = 1024 * 1024;
        private int maxVariants = 100;

        private Builder(String name) {
            this.name = name;
        }

        /**
         * Sets the time to live of values.
         *
         * @param ttl from a millisecond to 365 days
         * @return this builder
         */
        public Builder ttl(Duration ttl) {
            this.ttl = between("ttl", ttl, Duration.ofMillis(1), LONGEST);
            return this;
        }

        /**
         * Sets the time to live of absences.
         *
         * @param negativeTtl from zero, which stores none, to 365 days
         * @return this builder
         */
        public Builder negativeTtl(Duration negativeTtl) {
            this.negativeTtl = between("negative-ttl", negativeTtl, Duration.ZERO, LONGEST);
            return this;
        }

        /**
         * Sets the jitter.
         *
         * @param ttlJitter from 0 to 0.9
         * @return this builder
         */
        public Builder ttlJitter(double ttlJitter) {
            require(ttlJitter >= 0 && ttlJitter <= 0.9, "ttl-jitter", ttlJitter, "a share from 0 to 0.9");
            this.ttlJitter = ttlJitter;
            return this;
        }

        /**
         * Sets the longest wait for another node's load.
         *
         * @param lockWait from zero to an hour
         * @return this builder
         */
        public Builder lockWait(Duration lockWait) {
            this.lockWait = between("lock-wait", lockWait, Duration.ZERO, Duration.ofHours(1));
            return this;
        }

        /**
         * Sets the longest lease.
         *
         * @param lockLease from 250 milliseconds to an hour
         * @return this builder
         */
        public Builder lockLease(Duration lockLease) {
            this.lockLease = between("lock-lease", lockLease, SHORTEST_LEASE, Duration.ofHours(1));
            return this;
        }

        /**
         * Sets the hold-off.
         *
         * @param holdOff from zero to an hour
         * @return this builder
         */
        public Builder holdOff(Duration holdOff) {
            this.holdOff = between("hold-off", holdOff, Duration.ZERO, Duration.ofHours(1));
            return this;
        }

        /**
         * Sets the size of the largest value that is stored.
         *
         * @param maxEntrySize in bytes, from 1 to 512 MB, which is what Redis holds in a field
         * @return this builder
         */
        public Builder maxEntrySize(long maxEntrySize) {
            require(
                    maxEntrySize >= 1 && maxEntrySize <= 512L * 1024 * 1024,
                    "max-entry-size",
                    maxEntrySize + "B",
                    "a size from 1B to 512MB");
            this.maxEntrySize = maxEntrySize;
            return this;
        }

        /**
         * Sets the greatest number of variants.
         *
         * @param maxVariants from 1 to 10,000
         * @return this builder
         */
        public Builder maxVariants(int maxVariants) {
            require(maxVariants >= 1 && maxVariants <= 10_000, "max-variants", maxVariants, "a number from 1 to 10000");
            this.maxVariants = maxVariants;
            return this;
        }

        /**
         * The settings.
         *
         * @return immutable settings
         */
        public CacheSettings build() {
            return new CacheSettings(this);
        }

        private Duration between(String setting, Duration value, Duration least, Duration greatest) {
            require(
                    value.compareTo(least) >= 0 && value.compareTo(greatest) <= 0,
                    setting,
                    value,
                    "a duration from " + least + " to " + greatest);
            return value;
        }

        private void require(boolean holds, String setting, Object value, String range) {
            if (!holds) {
                throw new IllegalArgumentException(
                        "Cache '" + name + "': " + setting + " is " + value + ". Use " + range + ".");
            }
        }
    }
}
