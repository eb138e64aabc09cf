package io.github.dynamocached.cache;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.dynamocached.CacheKey;
import io.github.dynamocached.CacheSettings;
import io.github.dynamocached.Outcome;
import io.github.dynamocached.ValueCodecException;
import io.github.dynamocached.load.BatchLoader;
import io.github.dynamocached.load.BlockingLoader;
import io.github.dynamocached.memory.InMemoryEntryStore;
import io.github.dynamocached.memory.InMemoryLoadLock;
import io.github.dynamocached.store.EntryFormat;
import io.github.dynamocached.store.ItemEnds;
import io.github.dynamocached.store.Slot;
import io.github.dynamocached.store.ValueCodec;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What callers get, and what is stored for how long, when an item that was loaded has ended by itself. */
class EndedItemTests {

    private static final Duration NEGATIVE_TTL = Duration.ofSeconds(30);
    private static final Duration HOLD_OFF = Duration.ofSeconds(2);

    private final InMemoryEntryStore store = new InMemoryEntryStore();
    private final InMemoryLoadLock lock = new InMemoryLoadLock(store.server());
    private final CacheSettings settings = Node.SETTINGS
            .with()
            .ttl(Duration.ofSeconds(60))
            .staleWhileRevalidate(Duration.ofMinutes(10))
            .earlyRefresh(0)
            .negativeTtl(NEGATIVE_TTL)
            .holdOff(HOLD_OFF)
            .timeToLiveAttribute("end")
            .build();
    private final Node node = Node.on(store, lock, settings);
    private final ReadOperation operation = new ReadOperation("Items.find(String)", new EndingCodec(), null);
    private final Slot slot =
            new Slot(CacheKey.of("users", List.of(UUID.randomUUID().toString())), "Item");

    /** An item that is nothing but the milliseconds at which it ends. */
    private record Item(long end) {}

    private static final class EndingCodec implements ValueCodec {

        private final EntryFormat format = EntryFormat.blob("Item", "1");

        @Override
        public EntryFormat format() {
            return format;
        }

        @Override
        public byte[] @Nullable [] encode(Object value) {
            return new byte[] @Nullable [] {String.valueOf(((Item) value).end).getBytes(UTF_8)};
        }

        @Override
        public Object decode(byte[] @Nullable [] fields) {
            byte[] field = fields[0];
            if (field == null) {
                throw new ValueCodecException("no item");
            }
            return new Item(Long.parseLong(new String(field, UTF_8)));
        }

        @Override
        public ItemEnds endsOf(Object value, String attribute) {
            assertThat(attribute).isEqualTo("end");
            return new ItemEnds(true, List.of(((Item) value).end));
        }
    }

    @AfterEach
    void close() {
        node.close();
    }

    private Item endingIn(Duration time) {
        return new Item(store.server().now() + time.toMillis());
    }

    private Item ended() {
        return endingIn(Duration.ofSeconds(-1));
    }

    private Outcome read(Item loaded) throws Throwable {
        return node.cache().read(operation, slot, new Refreshing(loaded));
    }

    /** A loader that can be called again in the background. */
    private record Refreshing(Item loaded) implements BlockingLoader {

        @Override
        public Object load() {
            return loaded;
        }

        @Override
        public BlockingLoader forRefresh() {
            return this;
        }
    }

    private Outcome cached() throws Throwable {
        return node.cache().read(operation, slot, () -> {
            throw new AssertionError("It is cached");
        });
    }

    /** Milliseconds from the fill to the hard expiry. */
    private long life() {
        String stamp =
                store.server().fields(InMemoryEntryStore.nameOf(slot.key())).getOrDefault("@x:Item", "");
        String[] words = stamp.split(" ", -1);
        return Long.parseLong(words[2]) + Long.parseLong(words[3]) + Long.parseLong(words[4]);
    }

    @Test
    void whoeverLoadsItGetsAnAbsenceAsTheNextHitDoes() throws Throwable {
        assertThat(read(ended())).isEqualTo(new Outcome(Outcome.Source.MISS, null, 0));
        assertThat(cached()).isEqualTo(new Outcome(Outcome.Source.HIT, null, 0));
        assertThat(life()).isEqualTo(NEGATIVE_TTL.toMillis());
    }

    @Test
    void absenceLivesShortWhereTheItemMayBeTheOneFromBeforeAnEviction() throws Throwable {
        assertThat(node.evict(slot)).isTrue();
        assertThat(read(ended()).value()).isNull();
        assertThat(life()).isEqualTo(HOLD_OFF.toMillis());
    }

    @Test
    void refreshThatFindsItEndedPutsAnAbsenceInItsPlace() throws Throwable {
        Item item = endingIn(Duration.ofSeconds(90));
        assertThat(read(item).value()).isEqualTo(item);
        assertThat(life()).isEqualTo(90_000);
        store.server().advance(Duration.ofSeconds(70));
        assertThat(read(ended())).isEqualTo(new Outcome(Outcome.Source.STALE, item, 70_000));
        await().untilAsserted(() -> assertThat(read(ended()).isAbsence()).isTrue());
    }

    @Test
    void itIsAbsentAmongManyThatAreReadAtOnce() throws Throwable {
        Slot other = new Slot(CacheKey.of("users", List.of(UUID.randomUUID().toString())), "Item");
        Item item = endingIn(Duration.ofSeconds(90));
        BatchLoader loader = missing -> Map.of(slot, Optional.of(ended()), other, Optional.of(item));
        Map<Slot, Outcome> outcomes = node.cache().readAll(operation, List.of(slot, other), loader);
        assertThat(outcomes.get(slot)).isEqualTo(new Outcome(Outcome.Source.MISS, null, 0));
        assertThat(outcomes.get(other)).isEqualTo(new Outcome(Outcome.Source.MISS, item, 0));
        assertThat(cached().isAbsence()).isTrue();
    }

    @Test
    void putOfItIsAcknowledgedAndLeavesAnAbsence() throws Throwable {
        Put put = node.cache().beginPut(operation, slot);
        assertThat(put.store(ended())).isTrue();
        assertThat(cached().isAbsence()).isTrue();
        assertThat(store.server().fields(InMemoryEntryStore.nameOf(slot.key()))).containsOnlyKeys("@x:Item", "@h");
    }

    @Test
    void itIsAnItemAsAnyOtherInACacheWithoutTheAttribute() throws Throwable {
        Node plain =
                Node.on(store, lock, settings.with().timeToLiveAttribute("").build());
        Item item = ended();
        assertThat(plain.cache().read(operation, slot, () -> item).value()).isEqualTo(item);
        assertThat(plain.cache().read(operation, slot, () -> item).source()).isEqualTo(Outcome.Source.HIT);
        plain.close();
    }
}
