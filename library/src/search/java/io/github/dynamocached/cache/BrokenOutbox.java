package io.github.dynamocached.cache;

import io.github.dynamocached.CacheKey;

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

    @Override
    void acknowledged(CacheKey key, long sent) {
        super.acknowledged(key, generation());
    }
}
