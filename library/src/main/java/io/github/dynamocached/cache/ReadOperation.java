package io.github.dynamocached.cache;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What all reads by one method have in common. Created once per method. */
public final class ReadOperation {

    private final String method;
    private final ValueCodec codec;
    private final @Nullable Duration ttl;

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

    Duration ttlOr(Duration ttlOfCache) {
        return ttl == null ? ttlOfCache : ttl;
    }

    @Override
    public String toString() {
        return method;
    }
}
