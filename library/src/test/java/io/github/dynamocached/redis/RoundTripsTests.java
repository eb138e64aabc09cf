package io.github.dynamocached.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.dynamocached.CacheKey;
import io.github.dynamocached.Outcome;
import io.github.dynamocached.cache.Node;
import io.github.dynamocached.cache.ReadOperation;
import io.github.dynamocached.codec.ResultCodecs;
import io.github.dynamocached.dynamodb.EntitySchemas;
import io.github.dynamocached.entities.WideItem;
import io.github.dynamocached.load.BatchLoader;
import io.github.dynamocached.servers.SharedServers;
import io.github.dynamocached.store.Slot;
import io.github.dynamocached.store.ValueCodec;
import io.github.dynamocached.store.ValueCodecs;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.redisson.config.Config;

/** What goes over the wire, counted between client and server. */
class RoundTripsTests {

    private final String unique = UUID.randomUUID().toString();
    private final RecordingRelay relay =
            new RecordingRelay(SharedServers.redis().port());
    private final RedisConnection connection = connected();
    private final RedisEntryStore store = new RedisEntryStore(connection);
    private final RedisLoadLock lock = new RedisLoadLock(connection);
    private final Node node = new Node(store, lock);

    private RedisConnection connected() {
        Config config = new Config();
        config.useSingleServer().setAddress(relay.uri()).setPingConnectionInterval(0);
        return Connections.ready(RedisConnection.to(config, Connections.PATIENT));
    }

    @BeforeEach
    void settle() {
        load(slots(900, 901));
    }

    @AfterEach
    void stop() throws Exception {
        node.close();
        connection.close();
        relay.close();
    }

    private List<Slot> slots(int first, int last) {
        return IntStream.rangeClosed(first, last)
                .mapToObj(number -> new Slot(CacheKey.of("users", List.of(unique, number)), "Text"))
                .toList();
    }

    /** Loads on a node that has loaded nothing yet, so that its leases are long. */
    private void load(List<Slot> slots) {
        try (Node fresh = new Node(store, lock)) {
            Map<Slot, Outcome> unused = fresh.readAll(slots, RoundTripsTests::items);
        }
    }

    private static Map<Slot, Optional<Object>> items(List<Slot> missing) {
        Map<Slot, Optional<Object>> items = new HashMap<>();
        missing.forEach(slot -> items.put(slot, Optional.of("item")));
        return items;
    }

    private static Map<Slot, Optional<Object>> none(List<Slot> missing) {
        throw new AssertionError("All are cached");
    }

    /** Just after the server was asked for its role, which happens once a second. */
    private void beginToCount() {
        relay.roundTrips();
        await().pollInterval(Duration.ofMillis(5)).until(() -> relay.words().contains("replication"));
        relay.roundTrips();
    }

    @Test
    void hitIsOneRoundTrip() {
        load(slots(1, 1));
        beginToCount();
        node.read(slots(1, 1).get(0), () -> "never loaded");
        assertThat(relay.roundTrips()).isEqualTo(1);
    }

    /** The latch that Redisson's unlock leaves behind ends by itself, without a command. */
    @Test
    void missIsOneCommandToReadAndOneEachForLockLeaseFillAndUnlock() {
        Slot slot = slots(1, 1).get(0);
        beginToCount();
        node.read(slot, () -> "item");
        await().until(() -> Collections.frequency(relay.words(), "EVALSHA") == 4);
        node.read(slot, () -> "never loaded");
        node.read(slot, () -> "never loaded");
        assertThat(relay.words()).doesNotContain("DEL");
        assertThat(Collections.frequency(relay.words(), "EVALSHA")).isEqualTo(4);
        assertThat(Collections.frequency(relay.words(), "HMGET")).isEqualTo(3);
        await().until(() -> latches().isEmpty());
    }

    private static List<?> latches() {
        return (List<?>) Objects.requireNonNull(SharedServers.redis().execute("KEYS", "redisson_unlock_latch*"));
    }

    @Test
    void hundredHitsAreOneRoundTrip() {
        load(slots(1, 100));
        beginToCount();
        assertThat(node.readAll(slots(1, 100), RoundTripsTests::none)).hasSize(100);
        assertThat(relay.roundTrips()).isEqualTo(1);
    }

    @Test
    void tenMissesAmongHundredAreOneForReadsOneForLeasesAndOneForFills() {
        load(slots(1, 90));
        beginToCount();
        AtomicInteger before = new AtomicInteger();
        BatchLoader loader = missing -> {
            assertThat(missing).hasSize(10);
            before.set(relay.roundTrips());
            return items(missing);
        };
        assertThat(node.readAll(slots(1, 100), loader)).hasSize(100);
        assertThat(before).hasValue(2);
        assertThat(relay.roundTrips()).isEqualTo(1);
    }

    record Two(@Nullable String a7, @Nullable String a23) {}

    /** A read of two of the thirty attributes of an entity that is cached. */
    @Test
    void partOfEntityIsOneRoundTripForItsAttributesTheStampAndTheFieldsOfItsVariant() throws Throwable {
        ValueCodecs codecs = new ResultCodecs(new EntitySchemas(List.of(WideItem.SCHEMA)), List.of());
        CacheKey key = CacheKey.of("users", List.of(unique, "wide"));
        ReadOperation whole = new ReadOperation("whole", codecs.codecOf(WideItem.class), null);
        ValueCodec two = codecs.projectionOf(Two.class, WideItem.class, List.of("a7", "a23"));
        Slot slot = new Slot(key, two.format().type());
        Slot entity = new Slot(key, Slot.ENTITY);
        BatchLoader full = missing -> Map.of(entity, Optional.of(WideItem.full()));
        assertThat(node.cache().readAll(whole, List.of(entity), full)).hasSize(1);
        beginToCount();

        Outcome read = node.cache().read(new ReadOperation("two", two, null), slot, () -> "never loaded");

        assertThat(read.value()).isEqualTo(new Two("value of a7", "value of a23"));
        assertThat(relay.words())
                .containsExactly(
                        "HMGET",
                        RedisStoreFixture.nameOf(key),
                        "@x:" + two.format().type(),
                        "@v:" + two.format().type(),
                        "@x",
                        "a23",
                        "a7");
        assertThat(relay.roundTrips()).isEqualTo(1);
    }
}
