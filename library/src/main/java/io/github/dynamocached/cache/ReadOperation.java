package io.github.dynamocached.cache;

import io.github.dynamocached.CacheKey;
import io.github.dynamocached.CacheSettings;
import io.github.dynamocached.Freshness;
import io.github.dynamocached.Outcome;
import io.github.dynamocached.ValueCodecException;
import io.github.dynamocached.load.FillCheck;
import io.github.dynamocached.load.ItemCoverage;
import io.github.dynamocached.load.LoadTimes;
import io.github.dynamocached.store.EntryFormat;
import io.github.dynamocached.store.ItemEnds;
import io.github.dynamocached.store.StoredEntry;
import io.github.dynamocached.store.ValueCodec;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What all reads by one method have in common. Created once per method. */
public final class ReadOperation {

    private static final Logger log = LoggerFactory.getLogger(ReadOperation.class);

    private final String method;
    private final ValueCodec codec;
    private final @Nullable Duration ttl;
    private final @Nullable Duration staleWhileRevalidate;
    private final FillTrial trial;
    private final FillCheck check;
    private final LoadTimes loadTimes = new LoadTimes();
    private final ChangedKeys changedKeys;
    private final AtomicBoolean warned = new AtomicBoolean();
    private final AtomicBoolean toldOfPartialItem = new AtomicBoolean();

    /**
     * An operation with the window of its cache.
     *
     * @param method names the method in log lines
     * @param codec turns its results into fields and back
     * @param ttl the time to live of its results, null for that of the cache
     * @throws IllegalArgumentException if the time to live is shorter than a millisecond
     */
    public ReadOperation(String method, ValueCodec codec, @Nullable Duration ttl) {
        this(method, codec, ttl, null, FillCheck.NONE);
    }

    /**
     * An operation whose values are checked until one is accepted.
     *
     * @param method names the method in log lines
     * @param codec turns its results into fields and back
     * @param ttl the time to live of its results, null for that of the cache
     * @param staleWhileRevalidate for how long after that results are returned while they are refreshed, null for the
     *     window of the cache
     * @param check checks values before they are stored, until it accepts one
     * @throws IllegalArgumentException if the time to live is shorter than a millisecond, or the window negative
     */
    public ReadOperation(
            String method,
            ValueCodec codec,
            @Nullable Duration ttl,
            @Nullable Duration staleWhileRevalidate,
            FillCheck check) {
        if (ttl != null && ttl.toMillis() < 1) {
            throw new IllegalArgumentException(
                    method + ": ttl is " + ttl + ". Use a duration of a millisecond or more.");
        }
        if (staleWhileRevalidate != null && staleWhileRevalidate.isNegative()) {
            throw new IllegalArgumentException(
                    method + ": staleWhileRevalidate is " + staleWhileRevalidate + ". Use a duration of zero or more.");
        }
        this.method = method;
        this.changedKeys = new ChangedKeys(method);
        this.codec = codec;
        this.ttl = ttl;
        this.staleWhileRevalidate = staleWhileRevalidate;
        this.trial = new FillTrial(method, codec, check);
        this.check = check;
    }

    /**
     * Whether a value is too large for an entry.
     *
     * @param value the value
     * @param most the most bytes
     * @return false as well if it cannot be encoded, which is found out when it is to be stored
     */
    public boolean isLargerThan(Object value, long most) {
        try {
            return StoreGate.sizeOf(codec.encode(value)) > most;
        } catch (RuntimeException | LinkageError broken) {
            return false;
        }
    }

    FillTrial trial() {
        return trial;
    }

    /** {@return whether results can also be made of some fields of the full entity, so that reads look at both} */
    public boolean isProjection() {
        return format().projection() != null;
    }

    /** When the items in a value end by themselves; never in a cache without an attribute for it. */
    ItemEnds endsOf(@Nullable Object value, CacheSettings settings) {
        String attribute = settings.timeToLiveAttribute();
        return value == null || attribute == null ? ItemEnds.NONE : codec.endsOf(value, attribute);
    }

    ValueCodec codec() {
        return codec;
    }

    EntryFormat format() {
        return codec.format();
    }

    /** The outcome of an entry that may be returned, null if there is none or it cannot be decoded. */
    @Nullable
    Outcome hit(StoredEntry entry) {
        return switch (entry.freshness()) {
            case FRESH -> outcome(Outcome.Source.HIT, entry);
            case STALE -> outcome(Outcome.Source.STALE, entry);
            case EXPIRED, NONE -> null;
        };
    }

    /** The outcome of an entry that answers a load which failed with an outage. */
    @Nullable
    Outcome despiteOutage(StoredEntry entry) {
        return entry.freshness() == Freshness.NONE || entry.isNegative() ? null : outcome(Outcome.Source.STALE, entry);
    }

    private @Nullable Outcome outcome(Outcome.Source source, StoredEntry entry) {
        if (entry.isNegative()) {
            return new Outcome(source, null, entry.ageMillis(), entry.halfUnits());
        }
        try {
            Object value = codec.decode(entry.fields());
            return new Outcome(source, value, entry.ageMillis(), entry.halfUnits());
        } catch (ValueCodecException undecodable) {
            return null;
        }
    }

    LoadTimes loadTimes() {
        return loadTimes;
    }

    ChangedKeys changedKeys() {
        return changedKeys;
    }

    void warnOfInconsistentLoad() {
        if (warned.compareAndSet(false, true)) {
            log.warn(
                    "{}: a load soon after an eviction did not read DynamoDB consistently, as far as is known. Such results"
                            + " are kept only for the hold-off. Read a table or a declared local index with the AWS SDK on"
                            + " the calling thread, and do not set ConsistentRead to false.",
                    method);
        }
    }

    /** Whether the key of an entry is that of the entity; in doubt it is. */
    boolean isOwnKey(CacheKey key, Object entity) {
        try {
            return check.isOwnKey(key, entity);
        } catch (Throwable broken) {
            return true;
        }
    }

    /** Logs once why an item that may lack attributes is not stored. */
    void tellOfPartialItem(ItemCoverage items) {
        if (!toldOfPartialItem.compareAndSet(false, true)) {
            return;
        }
        if (items == ItemCoverage.OF_INDEX) {
            log.error(
                    "{}: its results are returned but not cached. They are read from an index, which may have only some"
                            + " attributes, but other methods expect the whole entity under this key. If the index has all"
                            + " attributes, select ALL_ATTRIBUTES. If not, list those that it has in fields.",
                    method);
        } else {
            log.error(
                    "{}: its results are returned but not cached. The load reads only some attributes of an item (a projection"
                            + " or a count), but other methods expect the whole entity under this key. Read the whole item,"
                            + " list the attributes in fields, set variant, or return a record. If the attributes belong to"
                            + " another item, read that one in a cached method of its own.",
                    method);
        }
    }

    Duration staleWhileRevalidateOr(Duration windowOfCache) {
        return staleWhileRevalidate == null ? windowOfCache : staleWhileRevalidate;
    }

    Duration ttlOr(Duration ttlOfCache) {
        return ttl == null ? ttlOfCache : ttl;
    }

    @Override
    public String toString() {
        return method;
    }
}
