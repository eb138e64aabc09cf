package io.github.dynamocached.aop;

import io.github.dynamocached.CacheKey;
import io.github.dynamocached.cache.Put;
import io.github.dynamocached.cache.Write;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The ends of what one annotation has written in one call. All are sent before any failure is told. */
final class EndedWrites {

    private final WriteOutcomes outcomes;
    private final List<CacheKey> keys = new ArrayList<>();
    private boolean acknowledged = true;

    EndedWrites(WriteOutcomes outcomes) {
        this.outcomes = outcomes;
    }

    void evict(Write write) {
        ended(write.evict(), write.keys());
    }

    /** Evicts keys that nothing has announced. */
    void evict(List<CacheKey> unannounced) {
        if (!unannounced.isEmpty()) {
            evict(outcomes.cache().beginWrite(unannounced));
        }
    }

    /** Stores a value, or evicts the key where there is none. */
    void store(Put put, @Nullable Object value) {
        ended(put.store(value), List.of(put.key()));
    }

    void evictUnknown(Write write) {
        ended(write.evictUnknown(), write.keys());
    }

    void evictUnknown(Put put) {
        ended(put.evictUnknown(), List.of(put.key()));
    }

    void evictUnknown(List<CacheKey> unannounced) {
        if (!unannounced.isEmpty()) {
            evictUnknown(outcomes.cache().beginWrite(unannounced));
        }
    }

    private void ended(boolean answered, List<CacheKey> of) {
        acknowledged &= answered;
        keys.addAll(of);
    }

    /**
     * Says how all of it ended where the method has returned.
     *
     * @throws io.github.dynamocached.UnacknowledgedEvictionException if Redis did not acknowledge one and the cache is
     *     to say so
     */
    void tell() {
        if (!keys.isEmpty()) {
            outcomes.ended(acknowledged, keys);
        }
    }

    /** The same where the method threw. */
    void tellUnknown() {
        if (!keys.isEmpty()) {
            outcomes.endedUnknown(acknowledged, keys);
        }
    }
}
