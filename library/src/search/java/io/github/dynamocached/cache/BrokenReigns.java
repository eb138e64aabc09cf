package io.github.dynamocached.cache;

import io.github.dynamocached.CacheKey;
import io.github.dynamocached.eviction.PoisonedKeys;

/** Nodes that notice another primary too late or not at all. */
final class BrokenReigns {

    private BrokenReigns() {}

    /** Only a process that was never met counts as another one. The first one serves again in the second reign. */
    static BrokenVariant knownProcessesAreNotNew() {
        return new BrokenVariant() {
            @Override
            public boolean isToldOf(int reign) {
                return reign < 2;
            }
        };
    }

    /** The first answers of another primary are believed, because the node notices it a moment later. */
    static BrokenVariant toldAfterTheFirstAnswer() {
        return new BrokenVariant() {
            @Override
            public boolean isToldLater() {
                return true;
            }
        };
    }

    /** A reader looks only for evictions that are pending, not for those that were sent again meanwhile. */
    static BrokenVariant replaysAreForgotten() {
        return new BrokenVariant() {
            @Override
            public PoisonedKeys pending(CacheKey wholeCache) {
                return new PoisonedKeys(wholeCache, Outbox.CAPACITY) {
                    @Override
                    public long replays() {
                        return 0;
                    }
                };
            }
        };
    }

    /** A reader of a replica is never told that it is one. */
    static BrokenVariant roleIsNotAskedFor() {
        return new BrokenVariant() {
            @Override
            public boolean asksWhoServes() {
                return false;
            }
        };
    }

    /** The acknowledgement of a primary that serves no more counts. */
    static BrokenVariant acknowledgementsOfTheFormerCount() {
        return new BrokenVariant() {
            @Override
            public PoisonedKeys pending(CacheKey wholeCache) {
                return new PoisonedKeys(wholeCache, Outbox.CAPACITY) {
                    @Override
                    public long renew() {
                        return 0;
                    }
                };
            }
        };
    }
}
