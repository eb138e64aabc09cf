package io.github.dynamocached.example.page;

import io.github.dynamocached.example.users.UserRepository;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import org.springframework.stereotype.Component;

/**
 * Reads users at a fixed rate, whether or not earlier reads have ended. A latency begins when its read was due, so a read that
 * waited for a free thread is not made to look fast. One read of five is repeated without the cache, to compare with.
 */
@Component
@OnlyWithPage
class Traffic implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Traffic.class);

    /** Traffic that nobody stops ends after this time. */
    static final Duration LONGEST = Duration.ofMinutes(5);

    private static final int THREADS = 32;
    private static final int MOST_WAITING = 10_000;
    private static final int READS_FOR_ONE_WITHOUT_CACHE = 5;

    private final UserRepository users;
    private final DirectReads directReads;
    private final ThreadPoolExecutor readers;
    private final Latencies latencies = new Latencies();
    private final Latencies latenciesWithoutCache = new Latencies();
    private final LongAdder failures = new LongAdder();
    private @Nullable Run run;

    Traffic(UserRepository users, DirectReads directReads) {
        this.users = users;
        this.directReads = directReads;
        readers = new ThreadPoolExecutor(
                THREADS,
                THREADS,
                10,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(MOST_WAITING),
                new CustomizableThreadFactory("page-traffic-"));
        readers.allowCoreThreadTimeOut(true);
    }

    /** Starts to read. It replaces the traffic of an earlier start. */
    synchronized void start(TrafficPattern pattern, int perSecond) {
        stop();
        run = new Run(pattern, perSecond);
    }

    /** Starts no more reads. */
    synchronized void stop() {
        if (run != null) {
            run.pacer.shutdownNow();
            run = null;
        }
    }

    /** The running traffic, or null if there is none. */
    synchronized @Nullable Running running() {
        return run == null ? null : new Running(run.pattern, run.perSecond);
    }

    Latencies latencies() {
        return latencies;
    }

    Latencies latenciesWithoutCache() {
        return latenciesWithoutCache;
    }

    /** Reads that threw since the start, and those for which no thread was free. */
    long failures() {
        return failures.sum();
    }

    @Override
    public void close() {
        stop();
        readers.shutdownNow();
    }

    private void read(String id, long due, boolean alsoWithoutCache) {
        try {
            users.findById(id);
            latencies.add(System.nanoTime() - due);
            if (alsoWithoutCache) {
                long start = System.nanoTime();
                directReads.read(id);
                latenciesWithoutCache.add(System.nanoTime() - start);
            }
        } catch (RuntimeException failure) {
            failures.increment();
            log.debug("A read of the traffic failed", failure);
        }
    }

    /** What is running. */
    record Running(TrafficPattern pattern, int perSecond) {}

    private final class Run {

        private final TrafficPattern pattern;
        private final int perSecond;
        private final long start = System.nanoTime();
        private final long interval;
        private final AtomicLong started = new AtomicLong();
        private final ScheduledExecutorService pacer =
                Executors.newSingleThreadScheduledExecutor(new CustomizableThreadFactory("page-pacer-"));

        @SuppressWarnings("FutureReturnValueIgnored") // Reads count their failures.
        Run(TrafficPattern pattern, int perSecond) {
            this.pattern = pattern;
            this.perSecond = perSecond;
            interval = TimeUnit.SECONDS.toNanos(1) / perSecond;
            pacer.scheduleAtFixedRate(this::next, 0, interval, TimeUnit.NANOSECONDS);
            pacer.schedule(this::end, LONGEST.toSeconds(), TimeUnit.SECONDS);
        }

        private void next() {
            long number = started.getAndIncrement();
            String id = "user" + pattern.next(ThreadLocalRandom.current());
            boolean alsoWithoutCache = number % READS_FOR_ONE_WITHOUT_CACHE == 0;
            try {
                readers.execute(() -> read(id, start + number * interval, alsoWithoutCache));
            } catch (RejectedExecutionException full) {
                failures.increment();
            }
        }

        private void end() {
            synchronized (Traffic.this) {
                if (run == this) {
                    stop();
                }
            }
        }
    }
}
