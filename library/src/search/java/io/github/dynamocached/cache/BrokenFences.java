package io.github.dynamocached.cache;

import io.github.dynamocached.CacheKey;
import io.github.dynamocached.memory.InMemoryServer;
import io.github.dynamocached.store.AcquireRequest;
import io.github.dynamocached.store.Acquisition;
import io.github.dynamocached.store.EntryFormat;
import io.github.dynamocached.store.EntryStore;
import io.github.dynamocached.store.Fence;
import io.github.dynamocached.store.Fill;
import io.github.dynamocached.store.FillResult;
import io.github.dynamocached.store.Slot;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Scripts that break one rule of fences, puts or evictions. */
abstract class BrokenFences extends BrokenScripts {

    private BrokenFences(EntryStore intact, InMemoryServer server) {
        super(intact, server);
    }

    /** Fences are counted: an eviction takes one away, whosever it is. */
    static BrokenVariant counted() {
        return BrokenVariant.scripts((intact, server, client) -> new BrokenFences(intact, server) {
            @Override
            public CompletionStage<Void> evict(CacheKey key, Duration holdOff, String writer) {
                return super.evict(key, holdOff, firstWriter());
            }
        });
    }

    /** All writes have one id. */
    static BrokenVariant oneWriterForAll() {
        return BrokenVariant.scripts((intact, server, client) -> new BrokenFences(intact, server) {
            @Override
            public CompletionStage<Void> begin(CacheKey key, Fence fence) {
                return super.begin(key, new Fence("W", fence.length()));
            }

            @Override
            public CompletionStage<Void> evict(CacheKey key, Duration holdOff, String writer) {
                return super.evict(key, holdOff, "W");
            }
        });
    }

    /** A put gets its token although another fence is open. */
    static BrokenVariant putBesideAnotherFence() {
        return BrokenVariant.scripts((intact, server, client) -> new BrokenFences(intact, server) {
            @Override
            public CompletionStage<String> beginPut(Slot slot, Fence fence) {
                return super.beginPut(slot, fence).thenApply(token -> token.isEmpty() ? planted(fence) : token);
            }

            private String planted(Fence fence) {
                String token = fence.writer() + ":" + server().micros();
                plant(token);
                return token;
            }
        });
    }

    /** A write of unknown outcome ends its fence as if nothing could follow. */
    static BrokenVariant endingWithUnknownWrite() {
        return BrokenVariant.scripts((intact, server, client) -> new BrokenFences(intact, server) {
            @Override
            public CompletionStage<Void> evict(CacheKey key, Duration holdOff, String writer) {
                return super.evict(key, holdOff, writer.isEmpty() ? firstWriter() : writer);
            }
        });
    }

    /** A put stores what it wrote, whatever came between: its own fence is still open. */
    static BrokenVariant putWithoutToken() {
        return BrokenVariant.scripts((intact, server, client) -> new BrokenFences(intact, server) {
            @Override
            public CompletionStage<FillResult> fill(
                    Slot slot, EntryFormat format, Fill fill, byte[] @Nullable [] fields) {
                if (!fill.writer().isEmpty() && isFenced(fill.writer())) {
                    plant(fill.token());
                }
                return super.fill(slot, format, fill, fields);
            }
        });
    }

    /** A put takes a fill that was rejected for one that was accepted, and does not evict. */
    static BrokenVariant putThatIsContentWithRejection() {
        return BrokenVariant.scripts((intact, server, client) -> new BrokenFences(intact, server) {
            @Override
            public CompletionStage<FillResult> fill(
                    Slot slot, EntryFormat format, Fill fill, byte[] @Nullable [] fields) {
                return super.fill(slot, format, fill, fields)
                        .thenApply(result -> fill.writer().isEmpty() ? result : FillResult.STORED);
            }
        });
    }

    /** A put leaves no hold-off. */
    static BrokenVariant putWithoutHoldOff() {
        return BrokenVariant.scripts((intact, server, client) -> new BrokenFences(intact, server) {
            @Override
            public CompletionStage<FillResult> fill(
                    Slot slot, EntryFormat format, Fill fill, byte[] @Nullable [] fields) {
                return super.fill(slot, format, fill.endingWrite(fill.writer(), Duration.ZERO), fields);
            }
        });
    }

    /** Only a fence that the server remembers counts. */
    static BrokenVariant lostByRestart() {
        return BrokenVariant.scripts((intact, server, client) -> new BrokenFences(intact, server) {
            @Override
            public CompletionStage<Acquisition> acquire(Slot slot, EntryFormat format, AcquireRequest request) {
                return super.acquire(
                        slot,
                        format,
                        new AcquireRequest(
                                request.stamp(), request.nonce(), request.lease(), request.holdOff(), Duration.ZERO));
            }
        });
    }

    /** A put gets its token although a restart may have lost the fence of another writer. */
    static BrokenVariant putBesideLostFence() {
        return BrokenVariant.scripts((intact, server, client) -> new BrokenFences(intact, server) {
            @Override
            public CompletionStage<String> beginPut(Slot slot, Fence fence) {
                return super.beginPut(slot, new Fence(fence.writer(), fence.length()));
            }
        });
    }

    /** An eviction of all keys lets them live for the hold-off alone. */
    static BrokenVariant shortenedByEviction() {
        return BrokenVariant.scripts((intact, server, client) -> new BrokenFences(intact, server) {
            @Override
            public CompletionStage<Void> evictAll(String cacheName, Duration holdOff) {
                return super.evictAll(cacheName, holdOff).thenRun(() -> liveFor(holdOff));
            }
        });
    }

    /** A fence on an absent key has no time to live. */
    static BrokenVariant withoutTimeToLive() {
        return BrokenVariant.scripts((intact, server, client) -> new BrokenFences(intact, server) {
            @Override
            public CompletionStage<Void> begin(CacheKey key, Fence fence) {
                boolean absent = isAbsent();
                return super.begin(key, fence).thenRun(() -> {
                    if (absent) {
                        loseTimeToLive();
                    }
                });
            }
        });
    }

    /** Evicting all keys is deleting them. */
    static BrokenVariant unlinkedByEvictAll() {
        return BrokenVariant.scripts((intact, server, client) -> new BrokenFences(intact, server) {
            @Override
            public CompletionStage<Void> evictAll(String cacheName, Duration holdOff) {
                return unlink();
            }
        });
    }
}
