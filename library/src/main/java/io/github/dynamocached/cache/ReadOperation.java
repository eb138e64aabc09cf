package io.github.dynamocached.cache;

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
    private final LoadTimes loadTimes = new LoadTimes();
    private final AtomicBoolean warned = new AtomicBoolean();

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

    void warnOfInconsistentLoad() {
        if (warned.compareAndSet(false, true)) {
            log.warn(
                    "{}: its load soon after an eviction was not seen to read DynamoDB consistently, so its entry lives"
                            + " as long as the hold-off. Read a table or a local index with the AWS SDK on the calling"
                            + " thread, and leave ConsistentRead unset or set it.",
                    method);
        }
    }

    Duration ttlOr(Duration ttlOfCache) {
        return ttl == null ? ttlOfCache : ttl;
    }

    @Override
    public String toString() {
        return method;
    }
}
