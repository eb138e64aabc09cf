package io.github.dynamocached.cache;

import io.github.dynamocached.CacheKey;
import io.github.dynamocached.CacheSettings;
import io.github.dynamocached.command.Timing;
import io.github.dynamocached.eviction.PoisonedKeys;
import io.github.dynamocached.store.NearEntries;
import io.github.dynamocached.store.NearMemory;
import io.github.dynamocached.store.Watch;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** The rules of near caches, one of which may be broken on purpose. Nothing is broken by default. */
class BrokenNear {

    /** The near cache of a node. */
    Near of(CacheSettings settings, NearMemory memory, Timing timing, PoisonedKeys poisoned, Executor later) {
        return new Near(settings, memory, timing);
    }

    /** Whether the reply of a process is kept only under the watch over that process. */
    boolean areProcessesCompared() {
        return true;
    }

    /** Whether a confirmation counts from the moment of its question, not of its answer. */
    boolean doesTheQuestionCount() {
        return true;
    }

    /** Whether only a primary confirms. */
    boolean isRoleLookedAt() {
        return true;
    }

    /** Whether a closed channel ends its watch. */
    boolean isWatchEndedWithItsChannel() {
        return true;
    }

    /** Whether a flush ends the watch, instead of removing what is there. */
    boolean doesAFlushEndTheWatch() {
        return true;
    }

    /** Whether a key is looked up in memory before it is known whether its eviction is pending. */
    boolean isMemoryAskedFirst() {
        return false;
    }

    /** Called before an eviction of this node is sent. */
    void beforeEviction(@Nullable Near near) {}

    /** A variant with these rules. */
    BrokenVariant variant() {
        return new BrokenVariant() {
            @Override
            public BrokenNear near() {
                return BrokenNear.this;
            }
        };
    }

    /** A near cache that breaks one of its own rules. */
    private abstract static class Rules extends BrokenNear {

        abstract Near broken(
                CacheSettings settings, NearMemory memory, Timing timing, PoisonedKeys poisoned, Executor later);

        @Override
        Near of(CacheSettings settings, NearMemory memory, Timing timing, PoisonedKeys poisoned, Executor later) {
            return broken(settings, memory, timing, poisoned, later);
        }
    }

    /** What is on its way is kept, whatever was told meanwhile. */
    static BrokenNear withoutCounters() {
        return new Rules() {
            @Override
            Near broken(CacheSettings s, NearMemory m, Timing t, PoisonedKeys poisoned, Executor later) {
                return new Near(s, m, t) {
                    @Override
                    boolean isUnchanged(CacheKey key, Note note) {
                        return true;
                    }
                };
            }
        };
    }

    /** What is found is returned, whatever was told until the watch was asked. */
    static BrokenNear changesWithinALookupAreMissed() {
        return new Rules() {
            @Override
            Near broken(CacheSettings s, NearMemory m, Timing t, PoisonedKeys poisoned, Executor later) {
                return new Near(s, m, t) {
                    @Override
                    boolean isStillKept(CacheKey key, long counter) {
                        return true;
                    }
                };
            }
        };
    }

    /** A key is removed first, and counted some time later. */
    static BrokenNear countingAfterRemoval() {
        return new Rules() {
            @Override
            Near broken(CacheSettings s, NearMemory m, Timing t, PoisonedKeys poisoned, Executor later) {
                NearEntries entries = m.entries();
                return new Near(s, m, t) {
                    @Override
                    void forget(CacheKey key) {
                        entries.remove(key);
                        later.execute(() -> count(key));
                    }
                };
            }
        };
    }

    /** Lookups from before the channel count as covered. */
    static BrokenNear beginningIsNotCompared() {
        return new Rules() {
            @Override
            Near broken(CacheSettings s, NearMemory m, Timing t, PoisonedKeys poisoned, Executor later) {
                return new Near(s, m, t) {
                    @Override
                    boolean covers(Watch watch, Note note) {
                        return true;
                    }
                };
            }
        };
    }

    /** Nothing is forgotten at acknowledgements: only what is told is. */
    static BrokenNear ownEvictionsAreKept() {
        return new Rules() {
            @Override
            Near broken(CacheSettings s, NearMemory m, Timing t, PoisonedKeys poisoned, Executor later) {
                return new Near(s, m, t) {
                    @Override
                    void acknowledged(CacheKey key) {}
                };
            }
        };
    }

    /** The key is forgotten before its eviction is sent, and not when it is acknowledged. */
    static BrokenNear forgettingBeforeTheEviction() {
        return new Rules() {
            @Override
            Near broken(CacheSettings s, NearMemory m, Timing t, PoisonedKeys poisoned, Executor later) {
                return new Near(s, m, t) {
                    @Override
                    void acknowledged(CacheKey key) {}
                };
            }

            @Override
            void beforeEviction(@Nullable Near near) {
                if (near != null) {
                    near.forget(SearchScenario.SLOT.key());
                }
            }
        };
    }

    /** Acknowledgements of repeated evictions forget nothing. */
    static BrokenNear repeatedEvictionsAreKept() {
        return new Rules() {
            @Override
            Near broken(CacheSettings s, NearMemory m, Timing t, PoisonedKeys poisoned, Executor later) {
                return new Near(s, m, t) {
                    @Override
                    void acknowledged(CacheKey key) {
                        if (!poisoned.contains(key)) {
                            super.acknowledged(key);
                        }
                    }
                };
            }
        };
    }

    /** The caller is told, and the key leaves the outbox, some time before it is forgotten. */
    static BrokenNear forgettingLater() {
        return new Rules() {
            @Override
            Near broken(CacheSettings s, NearMemory m, Timing t, PoisonedKeys poisoned, Executor later) {
                return new Near(s, m, t) {
                    @Override
                    void acknowledged(CacheKey key) {
                        later.execute(() -> super.acknowledged(key));
                    }
                };
            }
        };
    }

    static BrokenNear processesAreNotCompared() {
        return new BrokenNear() {
            @Override
            boolean areProcessesCompared() {
                return false;
            }
        };
    }

    static BrokenNear answersCount() {
        return new BrokenNear() {
            @Override
            boolean doesTheQuestionCount() {
                return false;
            }
        };
    }

    static BrokenNear anybodyConfirms() {
        return new BrokenNear() {
            @Override
            boolean isRoleLookedAt() {
                return false;
            }
        };
    }

    static BrokenNear watchOutlivesItsChannel() {
        return new BrokenNear() {
            @Override
            boolean isWatchEndedWithItsChannel() {
                return false;
            }
        };
    }

    static BrokenNear flushIsAWalk() {
        return new BrokenNear() {
            @Override
            boolean doesAFlushEndTheWatch() {
                return false;
            }
        };
    }

    static BrokenNear memoryIsAskedFirst() {
        return new BrokenNear() {
            @Override
            boolean isMemoryAskedFirst() {
                return true;
            }
        };
    }
}
