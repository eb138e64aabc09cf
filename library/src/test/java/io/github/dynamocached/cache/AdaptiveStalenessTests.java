package io.github.dynamocached.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamocached.CacheKey;
import io.github.dynamocached.CacheSettings;
import io.github.dynamocached.Consistency;
import io.github.dynamocached.Outcome;
import io.github.dynamocached.memory.InMemoryEntryStore;
import io.github.dynamocached.memory.InMemoryLoadLock;
import io.github.dynamocached.memory.InMemoryServer;
import io.github.dynamocached.store.Slot;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A hundred keys with known rates of change, read for half a day of simulated time: how stale the reads are with an adaptive time to
 * live, and with a fixed one of the same number of loads.
 */
@Tag("full")
class AdaptiveStalenessTests {

    private static final int KEYS = 100;
    private static final Duration TIME = Duration.ofHours(12);
    private static final Duration READS = Duration.ofSeconds(10);

    /** What half a day of reads has shown. */
    private record HalfDay(long reads, long loads, long staleReads, long staleMillis) {

        double staleShare() {
            return 100.0 * staleReads / reads;
        }

        double secondsStale() {
            return staleMillis / 1000.0 / reads;
        }

        String line(String name) {
            return "%-36s %,9d reads %,8d loads %6.2f %% stale, %6.2f s late on average"
                    .formatted(name, reads, loads, staleShare(), secondsStale());
        }
    }

    /** How often each key changes: the mean time between two changes. */
    @FunctionalInterface
    private interface Rates {
        Duration meanOf(int key);
    }

    private static CacheSettings fixed(Duration ttl) {
        return Node.SETTINGS
                .with()
                .consistency(Consistency.EVENTUAL)
                .ttl(ttl)
                .earlyRefresh(0)
                .build();
    }

    /** From half a minute to two days, each order of magnitude as often as another. */
    private static Duration mixed(int key) {
        double least = Math.log(30);
        double greatest = Math.log(2 * 24 * 3600);
        return Duration.ofSeconds(Math.round(Math.exp(least + (greatest - least) * key / (KEYS - 1))));
    }

    private static Duration twoKinds(int key) {
        return key < 20 ? Duration.ofMinutes(1) : Duration.ofDays(1);
    }

    private static Duration alike(int key) {
        return Duration.ofHours(1);
    }

    /** The longest fixed time to live that loads at least as often. A value is loaded by a read, so it is a multiple of their pause. */
    private static Duration ofAsManyLoads(HalfDay adaptive) {
        long betweenLoads = KEYS * TIME.toMillis() / adaptive.loads();
        return READS.multipliedBy(betweenLoads / READS.toMillis());
    }

    private record Comparison(HalfDay adaptive, HalfDay fixed) {

        void assertFewerAndShorterLies() {
            assertThat(adaptive.loads()).isLessThanOrEqualTo(fixed.loads());
            assertThat(adaptive.staleReads()).isLessThan(fixed.staleReads());
            assertThat(adaptive.staleMillis()).isLessThan(fixed.staleMillis());
        }
    }

    private static Comparison compared(String world, Rates rates, Duration minTtl, Duration ttl) {
        CacheSettings settings =
                fixed(ttl).with().adaptiveTtl(0.1).minTtl(minTtl).build();
        HalfDay adaptive = simulated(settings, rates);
        Duration fixedTtl = ofAsManyLoads(adaptive);
        HalfDay fixed = simulated(fixed(fixedTtl), rates);
        System.out.println(KEYS + " keys, " + world);
        System.out.println(
                adaptive.line("  adaptive-ttl 0.1, " + minTtl.toSeconds() + " to " + ttl.toSeconds() + " s"));
        System.out.println(fixed.line("  ttl " + fixedTtl.toSeconds() + " s"));
        return new Comparison(adaptive, fixed);
    }

    @Test
    void keysThatChangeAtManyRatesAreLessStaleWithAsManyLoads() {
        compared(
                        "changed every 30 s to 2 days",
                        AdaptiveStalenessTests::mixed,
                        Duration.ofMinutes(1),
                        Duration.ofMinutes(5))
                .assertFewerAndShorterLies();
    }

    @Test
    void fewKeysThatChangeOftenAmongManyThatDoNotAreLessStaleWithAsManyLoads() {
        compared(
                        "20 changed every minute and 80 every day",
                        AdaptiveStalenessTests::twoKinds,
                        Duration.ofSeconds(30),
                        Duration.ofMinutes(15))
                .assertFewerAndShorterLies();
    }

    /** A fixed time to live is the best for keys that are all alike. */
    @Test
    void keysThatAllChangeAtOneRateAreMoreStale() {
        Comparison comparison = compared(
                "each changed every hour",
                AdaptiveStalenessTests::alike,
                Duration.ofMinutes(1),
                Duration.ofMinutes(15));
        assertThat(comparison.adaptive().staleReads())
                .isGreaterThan(comparison.fixed().staleReads());
    }

    private static HalfDay simulated(CacheSettings settings, Rates rates) {
        InMemoryServer server = new InMemoryServer();
        try (Node node = Node.on(new InMemoryEntryStore(server), new InMemoryLoadLock(server), settings)) {
            return new Simulation(server, node, rates).run();
        }
    }

    /** The values are the times of their changes, so that a read knows since when its value is outdated. */
    private static final class Simulation {

        private final InMemoryServer server;
        private final Node node;
        private final Random random = new Random(22);
        private final long[] changed = new long[KEYS];
        private final long[] outdatedSince = new long[KEYS];
        private final long[] next = new long[KEYS];
        private final double[] means = new double[KEYS];
        private long loads;
        private long staleReads;
        private long staleMillis;
        private long reads;

        Simulation(InMemoryServer server, Node node, Rates rates) {
            this.server = server;
            this.node = node;
            for (int key = 0; key < KEYS; key++) {
                means[key] = rates.meanOf(key).toMillis();
                changed[key] = server.now();
                next[key] = server.now() + pause(key);
            }
        }

        /** Changes are independent of each other, so the pauses between them are distributed exponentially. */
        private long pause(int key) {
            return 1 + Math.round(-means[key] * Math.log(1 - random.nextDouble()));
        }

        HalfDay run() {
            long end = server.now() + TIME.toMillis();
            for (; server.now() < end; server.advance(READS)) {
                for (int key = 0; key < KEYS; key++) {
                    change(key);
                    read(key);
                }
            }
            return new HalfDay(reads, loads, staleReads, staleMillis);
        }

        private void change(int key) {
            while (next[key] <= server.now()) {
                if (outdatedSince[key] == 0) {
                    outdatedSince[key] = next[key];
                }
                changed[key] = next[key];
                next[key] += pause(key);
            }
        }

        private void read(int key) {
            Slot slot = new Slot(CacheKey.of("users", List.of(String.valueOf(key))), "Text");
            Outcome outcome = node.read(slot, () -> {
                loads++;
                outdatedSince[key] = 0;
                return String.valueOf(changed[key]);
            });
            reads++;
            if (!String.valueOf(changed[key]).equals(outcome.value())) {
                staleReads++;
                staleMillis += server.now() - outdatedSince[key];
            }
        }
    }
}
