package io.github.dynamocached.cache;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What all reads by one method have in common. Created once per method. */
public final class ReadOperation {

    private final String method;
    private final ValueCodec codec;
    private final @Nullable Duration ttl;
    private final LoadTimes loadTimes = new LoadTimes();

    /**
     * An operation.
     *
     * @param method names the method in log lines
     * @param codec turns its results into fields and back
     * @param ttl the time to live of its results, null for that of the cache
     * @throws IllegalArgumentException if the time to live is shorter than a millisecond
     */
    public ReadOperation(String method, ValueCodec codec, @Nullable Duration ttl) {
        if (ttl != null && ttl.toMillis() < 1) {
            throw new IllegalArgumentException(
                    method + ": ttl is " + ttl + ". Use a duration of a millisecond or more.");
        }
        this.method = method;
        this.codec = codec;
        this.ttl = ttl;
    }

    ValueCodec codec() {
        return codec;
    }

    EntryFormat format() {
        return codec.format();
    }

    /** The outcome of a fresh entry, null where there is none or where its bytes are no value of this operation. */
    @Nullable
    Outcome hit(StoredEntry entry) {
        if (entry.freshness() != Freshness.FRESH) {
            return null;
        }
        if (entry.isNegative()) {
            return new Outcome(Outcome.Source.HIT, null, entry.ageMillis());
        }
        try {
            Object value = codec.decode(entry.fields());
            return new Outcome(Outcome.Source.HIT, value, entry.ageMillis());
        } catch (ValueCodecException undecodable) {
            return null;
        }
    }

    LoadTimes loadTimes() {
        return loadTimes;
    }

    Duration ttlOr(Duration ttlOfCache) {
        return ttl == null ? ttlOfCache : ttl;
    }

    @Override
    public String toString() {
        return method;
    }
}
