package io.github.dynamocached.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamocached.servers.RespConnection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * How long after a foreign write its entry is evicted by the reader, with the durations that applications have. Prints the
 * figures.
 */
@Tag("full")
class StreamDelayReportTests {

    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final RegionOfTable region = new RegionOfTable("here", "members");

    @Test
    void foreignWritesAreEvictedSoon() throws Exception {
        try (region) {
            region.follow();
            report("now and then", delays("calm", 60, Duration.ofSeconds(2)));
            AtomicBoolean isOver = new AtomicBoolean();
            ExecutorService others = Executors.newSingleThreadExecutor();
            try {
                Future<?> busy = others.submit(() -> {
                    for (int i = 0; !isOver.get(); i++) {
                        region.writeElsewhere("other-" + i % 100, "email" + i);
                        LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
                    }
                });
                report("among some 100 a second", delays("busy", 200, Duration.ofMillis(100)));
                isOver.set(true);
                busy.get();
            } finally {
                others.shutdownNow();
            }
        }
    }

    /** A write that changes nothing has no record, so no two of them are alike. */
    private long[] delays(String prefix, int writes, Duration longestPause) {
        List<Long> delays = new ArrayList<>();
        try (RespConnection redis = region.redis().connect()) {
            for (int i = 0; i < writes; i++) {
                String id = prefix + i;
                String key = "dynamocached:users:" + id;
                redis.execute("HSET", key, "planted", "1");
                LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(longestPause.toNanos()));
                region.writeElsewhere(id, "email" + i);
                long written = System.nanoTime();
                while (Long.valueOf(1).equals(redis.execute("HEXISTS", key, "planted"))) {
                    assertThat(System.nanoTime() - written).isLessThan(LONGEST.toNanos());
                    LockSupport.parkNanos(1_000_000L);
                }
                delays.add(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - written));
            }
        }
        return delays.stream().mapToLong(Long::longValue).sorted().toArray();
    }

    private static void report(String load, long[] delays) {
        System.out.printf(
                "Stream, foreign writes %s: evicted after %d ms (p50), %d ms (p99), %d ms at most, of %d%n",
                load,
                delays[delays.length / 2],
                delays[delays.length * 99 / 100],
                Arrays.stream(delays).max().orElseThrow(),
                delays.length);
    }
}
