package io.github.dynamocached;

import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How one cache behaves. Immutable, and checked by the builder that made it. */
public final class CacheSettings {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]+");

    private final Values values;

    /** All settings, with their defaults. A builder changes its own copy. */
    static final class Values implements Cloneable {
        final String name;
        Duration ttl = Duration.ofMinutes(5);
        double adaptiveTtl;
        Duration minTtl = Duration.ofSeconds(10);
        Duration staleWhileRevalidate = Duration.ZERO;
        Duration staleIfError = Duration.ZERO;
        double earlyRefresh = 1;
        Duration negativeTtl = Duration.ofSeconds(30);
        double ttlJitter = 0.1;
        Duration lockWait = Duration.ofSeconds(2);
        Duration lockLease = Duration.ofSeconds(10);
        Duration holdOff = Duration.ofSeconds(2);
        Duration fence = Duration.ofSeconds(15);
        long maxEntrySize = 1024 * 1024;
        ValueFormat format = ValueFormat.JSON;
        long compressAbove;
        boolean near;
        ReadFrom readFrom = ReadFrom.PRIMARY;
        int maxVariants = 100;
        OnEvictFailure onEvictFailure = OnEvictFailure.QUEUE;
        ShadowSettings shadow = ShadowSettings.OFF;

        @Nullable
        Consistency consistency;

        @Nullable
        String timeToLiveAttribute;

        Values(String name) {
            this.name = name;
        }

        Values copy() {
            try {
                return (Values) clone();
            } catch (CloneNotSupportedException impossible) {
                throw new AssertionError(impossible);
            }
        }
    }

    /** @param values seen by nobody else, so that nothing changes them */
    CacheSettings(Values values) {
        this.values = values;
    }

    /**
     * Begins with the defaults.
     *
     * @param name the name of the cache: letters, digits, dots, underscores and hyphens
     * @return the builder
     * @throws IllegalArgumentException if the name has any other character
     */
    public static CacheSettingsBuilder named(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("'" + name + "' cannot be the name of a cache."
                    + " Use letters, digits, dots, underscores and hyphens only.");
        }
        return new CacheSettingsBuilder(new Values(name));
    }

    /** {@return a builder that begins with these settings} */
    public CacheSettingsBuilder with() {
        return new CacheSettingsBuilder(values.copy());
    }

    /** {@return the name of the cache} */
    public String name() {
        return values.name;
    }

    /** {@return the greatest age of a value, counted from its fill, at least 1 millisecond; 5 minutes by default} */
    public Duration ttl() {
        return values.ttl;
    }

    /**
     * {@return for which share of the time since its last known change a value is fresh, 0 for the whole {@link #ttl()}; 0 by
     * default. The next load shows whether a value has changed, and all nodes share what the loads have shown}
     */
    public double adaptiveTtl() {
        return values.adaptiveTtl;
    }

    /**
     * {@return the shortest time for which a value is fresh if {@link #adaptiveTtl()} is not 0, less {@link #ttlJitter()}; 10
     * seconds by default. It is that of a value that has just changed, and of the first value after an eviction}
     */
    public Duration minTtl() {
        return values.minTtl;
    }

    /**
     * {@return how long after its time to live a value is still returned while one node refreshes it (RFC 5861); 0 by
     * default, for not at all}
     */
    public Duration staleWhileRevalidate() {
        return values.staleWhileRevalidate;
    }

    /**
     * {@return how long after that a value answers calls whose load fails with an outage (RFC 5861); 0 by default, for
     * not at all}
     */
    public Duration staleIfError() {
        return values.staleIfError;
    }

    /**
     * {@return how eagerly a value is refreshed before its time to live ends, 0 for never; 1 by default. This is the
     * factor beta of XFetch (Vattani et al., VLDB 2015): a hit refreshes more often the closer the end and the longer
     * the load}
     */
    public double earlyRefresh() {
        return values.earlyRefresh;
    }

    /** {@return the greatest age of a cached null result, 0 if none is cached; 30 seconds by default} */
    public Duration negativeTtl() {
        return values.negativeTtl;
    }

    /**
     * {@return the greatest share by which the time to live of each fill is shortened at random, from 0 to 0.9; 0.1 by
     * default}
     */
    public double ttlJitter() {
        return values.ttlJitter;
    }

    /** {@return the longest wait for the load of another node, 0 to load at once; 2 seconds by default} */
    public Duration lockWait() {
        return values.lockWait;
    }

    /**
     * {@return the longest time for which a load makes others wait, at least 250 milliseconds; 10 seconds by default}
     */
    public Duration lockLease() {
        return values.lockLease;
    }

    /**
     * {@return how long after an eviction fills must read consistently, or are kept only for that time; 2 seconds by
     * default, 0 for no hold-off}
     */
    public Duration holdOff() {
        return values.holdOff;
    }

    /**
     * {@return the longest time for which an announced write blocks fills; 15 seconds by default. It has to be longer
     * than the longest write with all retries of the AWS SDK: a write of unknown outcome may land until then}
     */
    public Duration fence() {
        return values.fence;
    }

    /**
     * {@return the size in bytes of the largest encoded value that is stored, at least 1; 1 MB by default. For a value that
     * is compressed it is the size before compression}
     */
    public long maxEntrySize() {
        return values.maxEntrySize;
    }

    /** {@return how values that are not entities are written; JSON by default} */
    public ValueFormat format() {
        return values.format;
    }

    /**
     * {@return the size in bytes above which a value in one field of the hash is compressed; 0 by default, for never. Entities
     * with a field per attribute are not compressed}
     */
    public long compressAbove() {
        return values.compressAbove;
    }

    /**
     * {@return whether each node keeps values in its own memory too; false by default. Reads may then return a value for some time
     * after another node has evicted it, see {@code dynamocached.near.lag}}
     */
    public boolean near() {
        return values.near;
    }

    /** {@return which server of Redis the first lookup of a read asks; the primary by default} */
    public ReadFrom readFrom() {
        return values.readFrom;
    }

    /** {@return the greatest number of live variants under one key, at least 1; 100 by default} */
    public int maxVariants() {
        return values.maxVariants;
    }

    /**
     * {@return what the caller of a writing method sees if Redis did not acknowledge the eviction; nothing by default
     * ({@link OnEvictFailure#QUEUE})}
     */
    public OnEvictFailure onEvictFailure() {
        return values.onEvictFailure;
    }

    /**
     * {@return how loads read DynamoDB. Null, the default, means strict in a cache that some method evicts, and
     * eventual in any other}
     */
    public @Nullable Consistency consistency() {
        return values.consistency;
    }

    /**
     * {@return the attribute that holds the end of an item in seconds since 1970, null by default for none. An entry
     * ends with its first item, and an item past its end is absent}
     */
    public @Nullable String timeToLiveAttribute() {
        return values.timeToLiveAttribute;
    }

    /** {@return which hits are compared with DynamoDB in the background; none by default} */
    public ShadowSettings shadow() {
        return values.shadow;
    }
}
