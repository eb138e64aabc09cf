package io.github.dynamocached.aop;

import io.github.dynamocached.cache.CacheKey;
import io.github.dynamocached.cache.OnEvictFailure;
import io.github.dynamocached.cache.ReadThroughCache;
import io.github.dynamocached.cache.UnacknowledgedEvictionException;
import io.github.dynamocached.cache.Write;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One eviction of one method. */
final class CachedEvict {

    private static final Logger log = LoggerFactory.getLogger(CachedEvict.class);

    private final Place place;
    private final ReadThroughCache cache;
    private final KeyBuilder key;
    private final @Nullable Condition condition;
    private final TransactionCompletion completion;
    private final AtomicBoolean failing = new AtomicBoolean();

    /**
     * An eviction.
     *
     * @param condition whether to evict, null for always
     * @param completion where evictions within a transaction are repeated
     */
    CachedEvict(
            Place place,
            ReadThroughCache cache,
            KeyBuilder key,
            @Nullable Condition condition,
            TransactionCompletion completion) {
        this.place = place;
        this.cache = cache;
        this.key = key;
        this.condition = condition;
        this.completion = completion;
    }

    KeyShape keyShape() {
        return key.shape();
    }

    /**
     * What is to be evicted after a call, evaluated as far as it can be before the method is called.
     *
     * @return null if nothing is
     * @throws MisuseException if an expression fails
     */
    @Nullable
    PendingEvict prepare(Call call) {
        boolean decided = condition == null || !condition.needsResult();
        if (condition != null && decided && !condition.holds(call)) {
            return null;
        }
        return new PendingEvict(this, key.needsResult() ? null : key.keyFor(call), decided ? null : condition);
    }

    CacheKey keyFor(Call call) {
        return key.keyFor(call);
    }

    /** Announces a write to a key. */
    Write begin(CacheKey written) {
        return cache.beginWrite(written);
    }

    /**
     * Evicts now, and once more when a transaction that runs now is completed.
     *
     * @throws UnacknowledgedEvictionException if Redis did not acknowledge it and the cache is to say so
     */
    void end(Write write) {
        boolean acknowledged = write.evict();
        note(acknowledged, write.key());
        completion.evictAgain(this, write.key());
        if (!acknowledged && cache.settings().onEvictFailure() == OnEvictFailure.THROW) {
            throw new UnacknowledgedEvictionException(
                    place.toString(), cache.settings().name());
        }
    }

    /** The same where the method threw. */
    void endUnknown(Write write) {
        note(write.evictUnknown(), write.key());
        completion.evictAgain(this, write.key());
    }

    /** Evicts once more. */
    void again(CacheKey evicted) {
        note(cache.evict(evicted), evicted);
    }

    /** Warns of the first failure, and again after a success. */
    private void note(boolean acknowledged, CacheKey evicted) {
        if (acknowledged) {
            failing.setPlain(false);
        } else if (failing.compareAndSet(false, true)) {
            log.warn(
                    "{}: Redis did not acknowledge an eviction from cache '{}'. It is queued and repeated; until it is"
                            + " acknowledged other nodes may read the old value. Further failures are logged at debug"
                            + " level until one succeeds.",
                    place,
                    evicted.cacheName());
        } else {
            log.debug("{}: Redis did not acknowledge an eviction from cache '{}'", place, evicted.cacheName());
        }
    }

    /** Says that nothing can be evicted because the key would come from a result that there is not. */
    void warnOfUnknownKey() {
        log.warn(
                "{}: the method threw, and the key to evict from cache '{}' uses #result, so nothing was evicted. If it"
                        + " may have written all the same, use a key of parameters.",
                place,
                cache.settings().name());
    }
}
