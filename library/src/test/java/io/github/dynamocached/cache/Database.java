package io.github.dynamocached.cache;

import io.github.dynamocached.load.BlockingLoader;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** One item of a database whose reads a test can count and hold after they have seen the item. */
public final class Database {

    private final AtomicInteger loads = new AtomicInteger();
    private volatile @Nullable String item;

    /** A database that holds this item, null for none. */
    public Database(@Nullable String item) {
        this.item = item;
    }

    /** Commits a write. */
    public void write(@Nullable String changed) {
        item = changed;
    }

    /** Reads the item. */
    public @Nullable String load() {
        loads.incrementAndGet();
        return item;
    }

    /** How many reads there were. */
    public int loads() {
        return loads.get();
    }

    /** A read that has seen the item and is held before it returns. */
    public HeldLoad held() {
        return new HeldLoad();
    }

    /** A read under a test's control. */
    public final class HeldLoad implements BlockingLoader {

        private final CountDownLatch seen = new CountDownLatch(1);
        private final CountDownLatch released = new CountDownLatch(1);

        @Override
        public @Nullable Object load() throws InterruptedException {
            String loaded = Database.this.load();
            seen.countDown();
            await(released);
            return loaded;
        }

        /** Waits until the read has seen the item. */
        public void awaitSeen() throws InterruptedException {
            await(seen);
        }

        /** Lets the read return. */
        public void release() {
            released.countDown();
        }

        private static void await(CountDownLatch latch) throws InterruptedException {
            if (!latch.await(20, TimeUnit.SECONDS)) {
                throw new AssertionError("Waited for 20 seconds");
            }
        }
    }
}
