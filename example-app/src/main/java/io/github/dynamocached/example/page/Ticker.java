package io.github.dynamocached.example.page;

import io.github.dynamocached.example.page.CacheCounts.Totals;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import org.springframework.stereotype.Component;

/** Sends the figures of each second to the pages, and keeps the last two minutes for pages that open later. */
@Component
@OnlyWithPage
class Ticker implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Ticker.class);
    private static final int KEPT = 120;

    private final CacheCounts counts;
    private final Traffic traffic;
    private final LiveStream pages;
    private final RedisState redis;
    private final Deque<Tick> kept = new ArrayDeque<>();
    private final ScheduledExecutorService clock =
            Executors.newSingleThreadScheduledExecutor(new CustomizableThreadFactory("page-clock-"));
    private Totals totals;
    private long failures;

    Ticker(CacheCounts counts, Traffic traffic, LiveStream pages, RedisState redis) {
        this.counts = counts;
        this.traffic = traffic;
        this.pages = pages;
        this.redis = redis;
        totals = counts.totals();
    }

    @SuppressWarnings("FutureReturnValueIgnored") // A tick catches its failures.
    @EventListener(ApplicationReadyEvent.class)
    void start() {
        clock.scheduleAtFixedRate(this::tick, 1, 1, TimeUnit.SECONDS);
    }

    /** Sends an event on the clock's thread, for callers that must not block. */
    void sendSoon(String event, Object data) {
        clock.execute(() -> pages.send(event, data));
    }

    /** The last seconds, oldest first. */
    synchronized List<Tick> kept() {
        return List.copyOf(kept);
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }

    private void tick() {
        try {
            Tick tick = next();
            keep(tick);
            pages.send("tick", tick);
        } catch (RuntimeException failure) {
            log.warn("The live page misses one second. It goes on with the next one.", failure);
        }
    }

    private Tick next() {
        Totals before = totals;
        long failuresBefore = failures;
        totals = counts.totals();
        failures = traffic.failures();
        return new Tick(
                System.currentTimeMillis(),
                totals.since(before),
                failures - failuresBefore,
                traffic.latencies().drain(),
                traffic.latenciesWithoutCache().drain(),
                totals.savedUnits(),
                counts.circuit(),
                traffic.running(),
                redis.state());
    }

    private synchronized void keep(Tick tick) {
        if (kept.size() == KEPT) {
            kept.removeFirst();
        }
        kept.addLast(tick);
    }
}
