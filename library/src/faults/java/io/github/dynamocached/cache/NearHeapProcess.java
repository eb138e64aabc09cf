package io.github.dynamocached.cache;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.dynamocached.CacheKey;
import io.github.dynamocached.CacheSettings;
import io.github.dynamocached.Freshness;
import io.github.dynamocached.load.BlockingLoader;
import io.github.dynamocached.near.CaffeineNear;
import io.github.dynamocached.store.EntryFormat;
import io.github.dynamocached.store.EntryStore;
import io.github.dynamocached.store.LoadLock;
import io.github.dynamocached.store.NearMemory;
import io.github.dynamocached.store.Slot;
import io.github.dynamocached.store.StoredEntry;
import io.github.dynamocached.store.ValueCodec;
import io.github.dynamocached.store.Watch;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Reads many values near, more than its budget has room for, and says how many bytes of heap they take after a collection, how many
 * the budget counts, and how many keys there are. A JVM of its own, so that nothing else is in its heap.
 */
final class NearHeapProcess {

    private static final Duration LAG = Duration.ofSeconds(10);

    private NearHeapProcess() {}

    /** The kinds of values. */
    enum Shape {
        SMALL(500_000, 1, 1, false, false),
        ABSENT(500_000, 0, 0, true, false),
        SHARED(400_000, 1, 100, false, true),
        ENTITY(300_000, 8, 16, false, false),
        LARGE(8_000, 1, 20_000, false, false);

        private final int keys;
        private final int fields;
        private final int bytes;
        private final boolean isNegative;
        private final boolean isShared;

        Shape(int keys, int fields, int bytes, boolean isNegative, boolean isShared) {
            this.keys = keys;
            this.fields = fields;
            this.bytes = bytes;
            this.isNegative = isNegative;
            this.isShared = isShared;
        }
    }

    private record Codec(Shape shape) implements ValueCodec {

        private static final EntryFormat FORMAT = EntryFormat.blob("Text", "1");

        @Override
        public EntryFormat format() {
            return FORMAT;
        }

        @Override
        public byte[] @Nullable [] encode(Object value) {
            throw new AssertionError("Nothing is stored");
        }

        @Override
        public Object decode(byte[] @Nullable [] fields) {
            byte[] first = fields[0];
            return first == null ? "" : new String(first, UTF_8);
        }

        @Override
        public boolean areImmutable() {
            return shape.isShared;
        }
    }

    /** Answers each read with a value of its own, from a server that tells everything. */
    private static EntryStore storeOf(Shape shape) {
        Watch watch = new Watch(System.nanoTime(), LAG);
        return (EntryStore) Proxy.newProxyInstance(
                EntryStore.class.getClassLoader(), new Class<?>[] {EntryStore.class}, (proxy, method, arguments) -> {
                    if (!method.getName().equals("read")) {
                        return null;
                    }
                    watch.confirm(System.nanoTime());
                    byte[][] fields = new byte[shape.fields][];
                    for (int i = 0; i < fields.length; i++) {
                        fields[i] = new byte[shape.bytes];
                        Arrays.fill(fields[i], (byte) 'x');
                    }
                    StoredEntry found = StoredEntry.found(
                            Freshness.FRESH, shape.isNegative, 1, 3_600_000, 1, new byte[0], fields, false);
                    return CompletableFuture.completedFuture(found.watched(watch));
                });
    }

    private static long heap() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    /** Takes the shape and the budget in bytes. */
    public static void main(String[] arguments) throws Throwable {
        Shape shape = Shape.valueOf(arguments[0]);
        CaffeineNear memory = new CaffeineNear(Long.parseLong(arguments[1]));
        CacheSettings settings = CacheSettings.named("users").near(true).build();
        LoadLock lock = (LoadLock) Proxy.newProxyInstance(
                LoadLock.class.getClassLoader(), new Class<?>[] {LoadLock.class}, (proxy, method, given) -> {
                    throw new AssertionError("Nothing is locked");
                });
        try (ReadThroughCaches caches = new ReadThroughCaches(
                storeOf(shape),
                lock,
                Node.GENEROUS,
                failure -> false,
                Runnable::run,
                name -> settings,
                List.of(),
                new NearMemory(memory, Duration.ofHours(1), LAG))) {
            ReadThroughCache cache = caches.cache("users");
            ReadOperation operation = new ReadOperation("Users.find(String)", new Codec(shape), null);
            read(cache, operation, -1);
            long before = heap();
            for (int key = 0; key < shape.keys; key++) {
                read(cache, operation, key);
            }
            long after = heap();
            System.out.println((after - before) + " " + memory.bytes() + " " + memory.keys());
        }
    }

    private static void read(ReadThroughCache cache, ReadOperation operation, int key) throws Throwable {
        Slot slot = new Slot(CacheKey.of("users", List.of("user-" + key)), "Text");
        Object unused = cache.read(operation, slot, (BlockingLoader) new NoLoader());
    }

    private static final class NoLoader implements BlockingLoader {

        @Override
        public Object load() {
            throw new AssertionError("Everything is found");
        }

        @Override
        public BlockingLoader forRefresh() {
            return this;
        }
    }
}
