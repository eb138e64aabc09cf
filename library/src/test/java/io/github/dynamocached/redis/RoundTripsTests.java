package io.github.dynamocached.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamocached.cache.BatchLoader;
import io.github.dynamocached.cache.CacheKey;
import io.github.dynamocached.cache.Node;
import io.github.dynamocached.cache.Outcome;
import io.github.dynamocached.cache.Slot;
import io.github.dynamocached.servers.SharedServers;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
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

    @Test
    void hitIsOneRoundTrip() {
        load(slots(1, 1));
        relay.roundTrips();
        node.read(slots(1, 1).get(0), () -> "never loaded");
        assertThat(relay.roundTrips()).isEqualTo(1);
    }

    @Test
    void hundredHitsAreOneRoundTrip() {
        load(slots(1, 100));
        relay.roundTrips();
        assertThat(node.readAll(slots(1, 100), RoundTripsTests::none)).hasSize(100);
        assertThat(relay.roundTrips()).isEqualTo(1);
    }

    @Test
    void tenMissesAmongHundredAreOneForReadsOneForLeasesAndOneForFills() {
        load(slots(1, 90));
        relay.roundTrips();
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
}
