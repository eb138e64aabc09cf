package io.github.dynamocached.cache;

import io.github.dynamocached.CacheKey;
import io.github.dynamocached.store.Slot;
import java.util.List;

/** The ways to report a write of a key to a cache. */
enum WriteDoor {
    EVICTION {
        @Override
        boolean write(ReadThroughCache cache, Slot slot) {
            return cache.evict(slot.key());
        }
    },
    EVICTION_OF_SEVERAL {
        @Override
        boolean write(ReadThroughCache cache, Slot slot) {
            return cache.evict(List.of(slot.key(), CacheKey.of("users", List.of("another"))));
        }
    },
    EVICTION_OF_ALL {
        @Override
        boolean write(ReadThroughCache cache, Slot slot) {
            return cache.evictAll();
        }
    },
    ANNOUNCED {
        @Override
        boolean write(ReadThroughCache cache, Slot slot) {
            return cache.beginWrite(List.of(slot.key())).evict();
        }
    },
    UNKNOWN {
        @Override
        boolean write(ReadThroughCache cache, Slot slot) {
            return cache.beginWrite(List.of(slot.key())).evictUnknown();
        }
    },
    PUT {
        @Override
        boolean write(ReadThroughCache cache, Slot slot) {
            return cache.beginPut(OutboxFixture.OPERATION, slot).store("new");
        }
    },
    PUT_OF_NOTHING {
        @Override
        boolean write(ReadThroughCache cache, Slot slot) {
            return cache.beginPut(OutboxFixture.OPERATION, slot).store(null);
        }
    },
    UNKNOWN_PUT {
        @Override
        boolean write(ReadThroughCache cache, Slot slot) {
            return cache.beginPut(OutboxFixture.OPERATION, slot).evictUnknown();
        }
    };

    /** How many keys it evicts. */
    int keys() {
        return this == EVICTION_OF_SEVERAL ? 2 : 1;
    }

    /** Writes, and returns what the writer is told: whether the server has acknowledged. */
    abstract boolean write(ReadThroughCache cache, Slot slot);
}
