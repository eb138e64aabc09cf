package io.github.dynamocached.cache;

import io.github.dynamocached.load.LoadTimes;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The loads of one slot by one method that are under way in this JVM: those that run, and the one that begins next. Callers
 * that bypass the cache take their values.
 *
 * <p>The first load begins at once. A caller that finds none to take leads the next one, half a load after the latest began,
 * and those that come until then take that. So a caller waits at most half a load longer than alone, and few loads run at once.
 *
 * <p>A load takes as long as usual, or as long as one has already run that no later load has overtaken. So a database that
 * becomes slow gets fewer loads before the first of them ends, and a single load that hangs delays nobody.
 */
final class SlotLoads {

    private static final int MOST_RUNNING = 3;
    private static final long FIRST_LOAD = Duration.ofMillis(10).toNanos();
    private static final int MOST_DOUBLINGS = 10;

    private final LoadTimes times;
    private @Nullable SharedLoad running;
    private int number;
    private @Nullable SharedLoad next;
    private @Nullable CompletableFuture<Void> change;
    private long latest;
    private long overtaken;
    private int begun;
    private int members;
    private boolean alone;
    private boolean closed;

    SlotLoads(LoadTimes times, long now) {
        this.times = times;
        this.latest = now;
        this.overtaken = now - 1;
    }

    /** The same with a load that begins now. */
    static SlotLoads running(SharedLoad first, LoadTimes times, long now) {
        SlotLoads loads = new SlotLoads(times, now);
        loads.members = 1;
        boolean unused = loads.begins(first, now);
        return loads;
    }

    /**
     * Finds a load for a call.
     *
     * @param mine the load that the call leads if there is none to take
     * @param patience how long it may wait before it begins
     * @return that load, or the one to take; null if these loads have ended and others have to be asked
     */
    synchronized @Nullable SharedLoad join(Bypass bypass, SharedLoad mine, long now, long patience) {
        if (closed) {
            return null;
        }
        for (SharedLoad load = running; load != null; load = load.older) {
            if (bypass.mayTake(load)) {
                return load.taken();
            }
        }
        boolean atOnce = alone || bypass.call().nested();
        if (!atOnce && next != null) {
            next.consistent |= bypass.consistent();
            return next.taken();
        }
        members++;
        mine.due = now;
        if (!atOnce) {
            next = mine;
            mine.due = running == null ? now : Math.min(dueAfter(expected(now)), now + patience);
        }
        return mine;
    }

    /** Adds a load under a lease, which begins when it likes. */
    synchronized boolean add() {
        members += closed ? 0 : 1;
        return !closed;
    }

    /**
     * How long a load has to wait before it begins, if no other one ends meanwhile. One that has ended makes place, and shows
     * how long loads take now.
     */
    synchronized long waitOf(SharedLoad load, long now) {
        if (load.due - now > 0 && running == null) {
            load.due = now;
        } else if (load.due - now > 0) {
            load.due = Math.min(load.due, dueAfter(expected(now)));
        }
        return load.due - now;
    }

    /** When a load begins while others run: half a load after the latest, and a whole one later where too many run. */
    private long dueAfter(long expected) {
        return latest + expected / 2 + (number < MOST_RUNNING ? 0 : expected);
    }

    /** How long a load takes now. While nothing is known, few milliseconds, and twice as long with each load. */
    private long expected(long now) {
        long usual = times.usual();
        long longest = usual < 0 ? FIRST_LOAD << Math.min(begun - 1, MOST_DOUBLINGS) : usual;
        for (SharedLoad load = running; load != null; load = load.older) {
            longest = load.began - overtaken > 0 ? Math.max(longest, now - load.began) : longest;
        }
        return longest;
    }

    /** Completes when a load ends. */
    synchronized CompletableFuture<Void> change() {
        CompletableFuture<Void> known = change;
        if (known == null || known.isDone()) {
            known = new CompletableFuture<>();
            change = known;
        }
        return known;
    }

    /** A load begins now. {@return whether it has to read consistently} */
    synchronized boolean begins(SharedLoad load, long now) {
        if (next == load) {
            next = null;
        }
        load.began = now;
        load.older = running;
        running = load;
        number++;
        latest = now;
        begun++;
        return load.consistent;
    }

    /** Nobody waits for a load any longer that has not begun for long. */
    synchronized void abandon(SharedLoad load) {
        if (next == load) {
            next = null;
        }
    }

    /** A load has ended, or will never begin. {@return whether it was the last one} */
    synchronized boolean ended(SharedLoad load) {
        abandon(load);
        if (remove(load) && load.began - overtaken > 0) {
            overtaken = load.began;
        }
        members--;
        closed = members == 0;
        return closed;
    }

    /** What waits for a load to end, null for nothing. To be completed. */
    synchronized @Nullable CompletableFuture<Void> changed() {
        CompletableFuture<Void> waiting = change;
        change = null;
        return waiting;
    }

    private boolean remove(SharedLoad load) {
        SharedLoad newer = null;
        for (SharedLoad other = running; other != null; other = other.older) {
            if (other == load) {
                if (newer == null) {
                    running = load.older;
                } else {
                    newer.older = load.older;
                }
                number--;
                return true;
            }
            newer = other;
        }
        return false;
    }

    /** Values of these loads cannot be shared, so nobody waits for them any longer. */
    synchronized void keepAlone() {
        alone = true;
    }
}
