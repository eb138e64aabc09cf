package io.github.dynamocached.cache;

import io.github.dynamocached.CacheKey;
import io.github.dynamocached.store.SeenWrite;
import io.github.dynamocached.store.WriteOutcome;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** Open writes that break one rule of their ends. */
class BrokenOpenWrites extends OpenWrites {

    private final Set<OpenWrite> expired = new HashSet<>();

    private BrokenOpenWrites(CacheCore cache) {
        super(cache);
    }

    private static BrokenVariant variant(Function<CacheCore, OpenWrites> broken) {
        return new BrokenVariant() {
            @Override
            public OpenWrites openWrites(CacheCore cache) {
                return broken.apply(cache);
            }
        };
    }

    @Override
    void expire(OpenWrite write) {
        expired.add(write);
        super.expire(write);
    }

    /** What is not ended in time is forgotten. */
    static BrokenVariant withoutDeadline() {
        return variant(cache -> new BrokenOpenWrites(cache) {
            @Override
            void expire(OpenWrite write) {}
        });
    }

    /** What is not ended in time counts as written, so nothing is evicted later. */
    static BrokenVariant deadlineThatKnows() {
        return variant(cache -> new BrokenOpenWrites(cache) {
            @Override
            void expire(OpenWrite write) {
                CompletionStage<Boolean> unused = write.evict(WriteOutcome.WRITTEN);
            }
        });
    }

    /** An end after the deadline is dropped, because the write has ended before. */
    static BrokenVariant droppingLateEnds() {
        return variant(cache -> new BrokenOpenWrites(cache) {
            @Override
            SeenWrite open(Collection<CacheKey> keys) {
                return new Dropping((OpenWrite) super.open(keys), this);
            }
        });
    }

    /** An unknown outcome counts as a known one, so nothing is evicted later. */
    static BrokenVariant knowingTheUnknown() {
        return variant(cache -> new BrokenOpenWrites(cache) {
            @Override
            SeenWrite open(Collection<CacheKey> keys) {
                return new Knowing((OpenWrite) super.open(keys));
            }
        });
    }

    private record Dropping(OpenWrite write, BrokenOpenWrites all) implements SeenWrite {

        @Override
        public CompletionStage<Void> announced() {
            return write.announced();
        }

        @Override
        public CompletionStage<Boolean> evict(WriteOutcome outcome) {
            return all.expired.contains(write) ? CompletableFuture.completedFuture(true) : write.evict(outcome);
        }

        @Override
        public void owe(WriteOutcome outcome) {
            if (!all.expired.contains(write)) {
                write.owe(outcome);
            }
        }
    }

    private record Knowing(OpenWrite write) implements SeenWrite {

        @Override
        public CompletionStage<Void> announced() {
            return write.announced();
        }

        @Override
        public CompletionStage<Boolean> evict(WriteOutcome outcome) {
            return write.evict(WriteOutcome.WRITTEN);
        }

        @Override
        public void owe(WriteOutcome outcome) {
            write.owe(WriteOutcome.WRITTEN);
        }
    }
}
