package io.github.dynamocached.aop;

import io.github.dynamocached.CacheKey;
import io.github.dynamocached.MisuseException;
import io.github.dynamocached.OnEvictFailure;
import io.github.dynamocached.UnacknowledgedEvictionException;
import io.github.dynamocached.ValueCodecException;
import io.github.dynamocached.cache.ReadThroughCache;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is done when the evictions and puts of one annotation were sent: what is logged, thrown, and evicted again. */
final class WriteOutcomes {

    private static final Logger log = LoggerFactory.getLogger(WriteOutcomes.class);

    private final Place place;
    private final ReadThroughCache cache;
    private final TransactionCompletion completion;
    private final AtomicBoolean failing = new AtomicBoolean();
    private final AtomicBoolean told = new AtomicBoolean();

    /**
     * Outcomes.
     *
     * @param completion where evictions within a transaction are repeated
     */
    WriteOutcomes(Place place, ReadThroughCache cache, TransactionCompletion completion) {
        this.place = place;
        this.cache = cache;
        this.completion = completion;
    }

    Place place() {
        return place;
    }

    ReadThroughCache cache() {
        return cache;
    }

    /**
     * The keys were evicted or stored. They are evicted once more when a transaction that runs now is completed.
     *
     * @throws UnacknowledgedEvictionException if Redis did not acknowledge it and the cache is to say so
     */
    void ended(boolean acknowledged, List<CacheKey> keys) {
        endedUnknown(acknowledged, keys);
        if (!acknowledged && cache.settings().onEvictFailure() == OnEvictFailure.THROW) {
            throw new UnacknowledgedEvictionException(
                    place.toString(), cache.settings().name());
        }
    }

    /** The same where the method threw. */
    void endedUnknown(boolean acknowledged, List<CacheKey> keys) {
        note(acknowledged);
        completion.evictAgain(this, keys);
    }

    /** Evicts once more. */
    void evictAgain(Collection<CacheKey> keys) {
        note(cache.evict(keys));
    }

    /** Warns of the first failure, and again after a success. */
    private void note(boolean acknowledged) {
        if (acknowledged) {
            failing.setPlain(false);
        } else if (failing.compareAndSet(false, true)) {
            log.warn(
                    "{}: Redis did not acknowledge an eviction from cache '{}'. It is queued and repeated; until it is"
                            + " acknowledged other nodes may read the old value. Further failures are logged at debug"
                            + " level until one succeeds.",
                    place,
                    cache.settings().name());
        } else {
            log.debug(
                    "{}: Redis did not acknowledge an eviction from cache '{}'",
                    place,
                    cache.settings().name());
        }
    }

    /** Whether a condition holds, null for none. One that fails keeps nothing from being evicted. */
    boolean holds(@Nullable Condition condition, Call call) {
        try {
            return condition == null || condition.holds(call);
        } catch (Throwable failure) {
            failed(failure, "its keys are evicted");
            return true;
        }
    }

    /**
     * Says that an expression failed. The text of an exception of the application may hold a key, so its class alone is
     * named.
     *
     * @param consequence what is done in place of what the expression would have said
     */
    void failed(Throwable failure, String consequence) {
        String what = failure instanceof MisuseException
                ? String.valueOf(failure.getMessage())
                : place + ": one of its expressions fails with " + ValueCodecException.nameOf(failure) + ".";
        if (told.compareAndSet(false, true)) {
            log.error(
                    "{} The method was called all the same, and {}. Further failures are logged at debug level.",
                    what,
                    consequence);
        } else {
            log.debug("{} The method was called all the same, and {}.", what, consequence, failure);
        }
    }

    /** Says that nothing can be evicted because the key would come from a result that there is not. */
    void warnOfUnknownKey() {
        log.warn(
                "{}: the method threw, and the key to evict from cache '{}' comes from its result, so nothing was evicted."
                        + " If the method may have written all the same, set key to an expression of its parameters.",
                place,
                cache.settings().name());
    }
}
