package io.github.dynamocached.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Two regions: each has a replica of the table with a stream, a Redis and a node. A relay stands for the global table. */
@Tag("full")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RegionsTests {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final String table = "members-" + UUID.randomUUID();
    private final RegionOfTable europe = new RegionOfTable("europe", table);
    private final RegionOfTable america = new RegionOfTable("america", table);
    private final AtomicLong time = new AtomicLong();
    private final String id = "m-" + UUID.randomUUID();

    @BeforeAll
    void followStreams() {
        europe.follow();
        america.follow();
    }

    @AfterAll
    void closeRegions() {
        europe.close();
        america.close();
    }

    private void relay() {
        europe.relayTo(america);
        america.relayTo(europe);
    }

    private void both(String email) {
        europe.write(id, email, time.incrementAndGet());
        relay();
        await().atMost(PATIENCE).until(() -> america.read(id).equals(email));
        assertThat(europe.read(id)).isEqualTo(email);
    }

    @Test
    void writeOfAnotherRegionIsSeenAndNothingOlderComesBack() {
        both("first");

        europe.write(id, "second", time.incrementAndGet());
        assertThat(europe.read(id)).isEqualTo("second");
        assertThat(america.read(id)).isEqualTo("first");
        long begin = System.nanoTime();
        relay();
        await().atMost(PATIENCE).until(() -> america.read(id).equals("second"));
        System.out.printf(
                "Regions: a write was seen in the other region %d ms after its replication%n",
                (System.nanoTime() - begin) / 1_000_000);

        await().during(Duration.ofSeconds(3))
                .atMost(PATIENCE)
                .until(() -> america.read(id).equals("second"));
    }

    /** Its own eviction is over, and so is the hold-off, when the replica still has the old item. */
    @Test
    void entryOfAReplicaThatLaggedIsReplacedWhenTheStreamTells() {
        both("first");
        europe.write(id, "second", time.incrementAndGet());

        america.evict(id);
        assertThat(america.read(id)).isEqualTo("first");

        relay();
        await().atMost(PATIENCE).until(() -> america.read(id).equals("second"));
    }

    @Test
    void writeThatLosesAgainstALaterOneIsUndoneInItsOwnRegion() {
        both("first");
        long earlier = time.incrementAndGet();
        america.write(id, "later", time.incrementAndGet());
        europe.write(id, "earlier", earlier);
        assertThat(europe.read(id)).isEqualTo("earlier");
        assertThat(america.read(id)).isEqualTo("later");

        relay();

        await().atMost(PATIENCE).until(() -> europe.read(id).equals("later"));
        assertThat(america.read(id)).isEqualTo("later");
    }

    @Test
    void regionThatDoesNotFollowItsStreamKeepsTheOldValue() {
        String other = "members-" + UUID.randomUUID();
        try (RegionOfTable writing = new RegionOfTable("writing", other);
                RegionOfTable deaf = new RegionOfTable("deaf", other)) {
            writing.write(id, "first", 1);
            writing.relayTo(deaf);
            assertThat(deaf.read(id)).isEqualTo("first");

            writing.write(id, "second", 2);
            writing.relayTo(deaf);

            assertThat(deaf.stored(id)).isEqualTo("second");
            assertThat(deaf.read(id)).isEqualTo("first");
        }
    }

    @Test
    void bothRegionsAgreeWithTheirReplicasAtRest() throws Exception {
        long seed = ThreadLocalRandom.current().nextLong(1_000_000);
        System.out.printf("Seed %d%n", seed);
        List<String> ids = List.of(id + "-1", id + "-2", id + "-3", id + "-4");
        AtomicBoolean isOver = new AtomicBoolean();
        ExecutorService threads = Executors.newFixedThreadPool(3);
        try {
            List<Future<?>> writers = new ArrayList<>();
            writers.add(threads.submit(() -> work(europe, ids, new Random(seed))));
            writers.add(threads.submit(() -> work(america, ids, new Random(seed + 1))));
            Future<?> relay = threads.submit(() -> {
                while (!isOver.get()) {
                    relay();
                }
            });
            for (Future<?> writer : writers) {
                writer.get();
            }
            isOver.set(true);
            relay.get();
        } finally {
            threads.shutdownNow();
        }
        relay();

        assertThat(ids).allSatisfy(each -> {
            assertThat(europe.stored(each)).isEqualTo(america.stored(each));
            await().atMost(PATIENCE).untilAsserted(() -> {
                assertThat(europe.read(each)).isEqualTo(europe.stored(each));
                assertThat(america.read(each)).isEqualTo(america.stored(each));
            });
        });
    }

    private void work(RegionOfTable region, List<String> ids, Random random) {
        for (int i = 0; i < 1_000; i++) {
            String each = ids.get(random.nextInt(ids.size()));
            if (random.nextInt(10) == 0) {
                long now = time.incrementAndGet();
                region.write(each, "email" + now, now);
            } else {
                region.read(each);
            }
        }
    }
}
