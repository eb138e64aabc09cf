package io.github.dynamocached.cache;

import io.github.dynamocached.CacheKey;
import io.github.dynamocached.eviction.PoisonedKeys;

/** An outbox in which an acknowledgement clears a key whatever was queued since its eviction was sent. */
final class BrokenOutbox extends PoisonedKeys {

    private BrokenOutbox(CacheKey wholeCache) {
        super(wholeCache, Outbox.CAPACITY);
    }

    static BrokenVariant withoutGeneration() {
        return new BrokenVariant() {
            @Override
            public PoisonedKeys pending(CacheKey wholeCache) {
                return new BrokenOutbox(wholeCache);
            }
        };
    }

    /** Keys whose eviction is under way are read from the cache. */
    static BrokenVariant thatDoesNotPoison() {
        return new BrokenVariant() {
            @Override
            public PoisonedKeys pending(CacheKey wholeCache) {
                return new PoisonedKeys(wholeCache, Outbox.CAPACITY) {
                    @Override
                    public boolean contains(CacheKey key) {
                        return false;
                    }
                };
            }
        };
    }

    @Override
    public void acknowledged(CacheKey key, long sent) {
        super.acknowledged(key, generation());
    }
}
