package io.github.dynamocached.cache;

import io.github.dynamocached.Failures;
import io.github.dynamocached.Freshness;
import io.github.dynamocached.RefreshResult;
import io.github.dynamocached.RefreshTrigger;
import io.github.dynamocached.WorkTracing;
import io.github.dynamocached.command.Timing;
import io.github.dynamocached.load.ContextCarriers;
import io.github.dynamocached.load.Loader;
import io.github.dynamocached.store.Slot;
import io.github.dynamocached.store.StoredEntry;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The background refreshes of a cache: which hits start one, and how often one is tried. On a node there is at most one at a
 * time for each flight; between nodes the lock and the lease decide. A failed refresh leaves the entry as it is. It is tried
 * again after growing pauses while the entry is read.
 */
final class Refreshes {

    private static final Logger log = LoggerFactory.getLogger(Refreshes.class);
    private static final int CAPACITY = 10_000;
    private static final long PAUSE_AFTER_NOTHING = Duration.ofMillis(100).toNanos();
    private static final long FIRST_PAUSE = Duration.ofSeconds(1).toNanos();
    private static final long LONGEST_PAUSE = Duration.ofSeconds(30).toNanos();
    private static final double LARGEST_DRAW = 40;
    private static final long NANOS_OF_MILLISECOND = 1_000_000;

    /** A refresh under way, or a pause until the next one. */
    private record Mark(boolean underWay, long end, long pause) {}

    private final CacheCore cache;
    private final Timing timing;
    private final Executor executor;
    private final ConcurrentMap<Flights.Key, Mark> marks = new ConcurrentHashMap<>();

    Refreshes(CacheCore cache, Executor executor) {
        this.cache = cache;
        this.timing = cache.ports().timing();
        this.executor = executor;
    }

    /**
     * Whether a value that was just returned is to be refreshed. A stale value always is. A fresh one by XFetch (Vattani et
     * al., VLDB 2015): for each hit, whether it would expire within its load time, multiplied by a random factor. This is
     * likelier near the end, so that about one of many callers refreshes before it.
     */
    boolean isDue(StoredEntry entry) {
        if (entry.freshness() != Freshness.FRESH) {
            return true;
        }
        double reach = reachOf(entry, cache.settings().earlyRefresh());
        return entry.freshMillis() < reach * LARGEST_DRAW
                && !entry.isNegative()
                && entry.freshMillis()
                        <= -reach * Math.log(1 - ThreadLocalRandom.current().nextDouble());
    }

    private static double reachOf(StoredEntry entry, double eagerness) {
        return entry.loadMillis() * eagerness;
    }

    /** How long before it is stale a value may be due for the first time. */
    static long earliestNanos(StoredEntry entry, double eagerness) {
        return entry.isNegative() ? 0 : (long) (reachOf(entry, eagerness) * LARGEST_DRAW * NANOS_OF_MILLISECOND);
    }

    /**
     * Begins a refresh in the background, unless one is under way or has just ended.
     *
     * @param later makes the loader, asked at once if there is to be a refresh
     */
    void begin(ReadOperation operation, Slot slot, StoredEntry seen, Supplier<@Nullable Loader> later) {
        Flights.Key key = new Flights.Key(slot, operation);
        Mark before = marks.get(key);
        if ((before != null && isHeldBack(before)) || !claim(key, before)) {
            return;
        }
        Run run = new Run(key, seen, before);
        try {
            Loader loader = later.get();
            if (loader == null) {
                run.end(RefreshResult.NOT_NEEDED);
                return;
            }
            Task task = new Task(key, seen, loader);
            Runnable carried = ContextCarriers.carried(() -> run.work.run(task));
            executor.execute(() -> run.run(carried, task));
        } catch (RuntimeException rejected) {
            run.end(RefreshResult.REJECTED);
        }
    }

    private boolean isHeldBack(Mark mark) {
        return mark.underWay || timing.nanos() - mark.end < 0;
    }

    private boolean claim(Flights.Key key, @Nullable Mark before) {
        Mark claimed = new Mark(true, 0, before == null ? 0 : before.pause);
        if (before != null) {
            return marks.replace(key, before, claimed);
        }
        if (marks.size() >= CAPACITY) {
            marks.values().removeIf(mark -> !isHeldBack(mark));
        }
        return marks.size() < CAPACITY && marks.putIfAbsent(key, claimed) == null;
    }

    /** A refresh on its thread. */
    private final class Task implements Runnable {

        private final Flights.Key key;
        private final StoredEntry seen;
        private final Loader loader;
        private RefreshResult result = RefreshResult.FAILED;

        Task(Flights.Key key, StoredEntry seen, Loader loader) {
            this.key = key;
            this.seen = seen;
            this.loader = loader;
        }

        @Override
        public void run() {
            if (!loader.isFor(key.slot())) {
                key.operation().changedKeys().warnOfRefresh();
                result = RefreshResult.KEY_CHANGED;
                return;
            }
            CallerThread thread = new BackgroundThread(cache);
            ReadCall call = new ReadCall(
                    key.operation(),
                    key.slot(),
                    loader,
                    thread,
                    timing.nanos(),
                    cache.outbox().replays());
            result = thread.await(new RefreshingRead(call, cache).replace(seen.stamp()));
        }
    }

    /** A refresh from the call that began it to its end. */
    private final class Run {

        private final Flights.Key key;
        private final RefreshTrigger trigger;
        private final @Nullable Mark before;
        private final WorkTracing.Work work;

        Run(Flights.Key key, StoredEntry seen, @Nullable Mark before) {
            this.key = key;
            this.before = before;
            this.trigger = seen.freshness() == Freshness.FRESH ? RefreshTrigger.EARLY : RefreshTrigger.STALE;
            this.work = cache.listeners().beginRefresh(cache.settings().name(), trigger);
        }

        /** A refresh always ends, whatever it or its context throws. Otherwise its key would never be refreshed again. */
        void run(Runnable carried, Task task) {
            try {
                carried.run();
            } catch (RuntimeException broken) {
                log.error(
                        "{}: a background refresh failed with {}. The value stays until it expires, and a later refresh"
                                + " is tried. The stack trace is logged at DEBUG.",
                        key.operation(),
                        Failures.nameOf(broken));
                log.debug("Failure of a background refresh", broken);
            } finally {
                end(task.result);
            }
        }

        void end(RefreshResult result) {
            long now = timing.nanos();
            switch (result) {
                case REFRESHED -> marks.remove(key);
                case NOT_NEEDED -> marks.put(key, new Mark(false, now + PAUSE_AFTER_NOTHING, 0));
                case FAILED, REJECTED, KEY_CHANGED -> {
                    long pause = before == null ? 0 : before.pause;
                    long next = Math.min(LONGEST_PAUSE, Math.max(FIRST_PAUSE, 2 * pause));
                    marks.put(key, new Mark(false, now + next, next));
                }
            }
            work.end(result.name().toLowerCase(Locale.ROOT), null);
            cache.listeners().onRefresh(cache.settings().name(), trigger, result);
        }
    }
}
