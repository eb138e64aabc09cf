package io.github.dynamocached.redis;

import io.github.dynamocached.CacheKey;
import io.github.dynamocached.cache.Node;
import io.github.dynamocached.history.Operation;
import io.github.dynamocached.history.Operation.Kind;
import io.github.dynamocached.load.BlockingLoader;
import io.github.dynamocached.store.Slot;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;

/** One thread that reads and writes items at random, and notes each operation. */
final class HistoryWorker implements Callable<List<Operation>> {

    private static final int ITEMS = 16;
    private static final int VARIANTS = 2;
    private static final int WRITES_PER_THOUSAND = 20;
    private static final int FOREIGN_DELETES_PER_THOUSAND = 10;
    private static final int LONGEST_LOAD_NANOS = 2_000_000;

    private final Node node;
    private final VersionedItems database;
    private final String run;
    private final int calls;
    private final Random random;
    private final Queue<Operation> operations = new ConcurrentLinkedQueue<>();

    HistoryWorker(Node node, VersionedItems database, String run, int calls, long seed) {
        this.node = node;
        this.database = database;
        this.run = run;
        this.calls = calls;
        this.random = new Random(seed);
    }

    @Override
    public List<Operation> call() {
        for (int i = 0; i < calls; i++) {
            int item = random.nextInt(ITEMS);
            int choice = random.nextInt(1000);
            if (choice < WRITES_PER_THOUSAND) {
                writeAndEvict(item);
            } else if (choice < WRITES_PER_THOUSAND + FOREIGN_DELETES_PER_THOUSAND) {
                writeAndDelete(item);
            } else {
                read(item);
            }
        }
        return List.copyOf(operations);
    }

    private void writeAndEvict(int item) {
        long version = database.write(item);
        long begin = System.nanoTime();
        boolean acknowledged = node.evict(new Slot(keyOf(item), Slot.ENTITY));
        note(acknowledged ? Kind.EVICTION : Kind.FAILED_EVICTION, item, version, begin);
    }

    private void writeAndDelete(int item) {
        long version = database.write(item);
        long begin = System.nanoTime();
        database.delete(RedisStoreFixture.nameOf(keyOf(item)));
        note(Kind.FOREIGN_DELETE, item, version, begin);
    }

    private void read(int item) {
        Slot slot = new Slot(keyOf(item), "Text" + random.nextInt(VARIANTS));
        long begin = System.nanoTime();
        Object value = node.read(slot, new ItemLoader(item)).value();
        note(Kind.READ, item, versionOf(String.valueOf(value), item), begin);
    }

    private static long versionOf(String value, int item) {
        String prefix = item + "@";
        if (!value.startsWith(prefix)) {
            throw new AssertionError("A read of item " + item + " returned " + value);
        }
        return Long.parseLong(value.substring(prefix.length()));
    }

    private CacheKey keyOf(int item) {
        return CacheKey.of("users", List.of(run, item));
    }

    private void note(Kind kind, int item, long version, long begin) {
        operations.add(new Operation(kind, item, version, begin, System.nanoTime()));
    }

    /** Takes a while after the database has been read, in which the item may be written and evicted. */
    private final class ItemLoader implements BlockingLoader {

        private final int item;

        ItemLoader(int item) {
            this.item = item;
        }

        @Override
        public Object load() {
            long begin = System.nanoTime();
            long version = database.load(item);
            LockSupport.parkNanos(random.nextInt(LONGEST_LOAD_NANOS));
            note(Kind.LOAD, item, version, begin);
            return item + "@" + version;
        }

        @Override
        public BlockingLoader forRefresh() {
            return this;
        }
    }
}
