package io.github.dynamocached.redis;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The primaries by the ids of their data (replication ids), and how far those data had come in the last seconds. A replica
 * reports the same id and its own position. So this node knows which primary it follows and what it lacks, whatever the
 * addresses are, and without any clock but its own.
 */
final class Reigns {

    /** How far a replica may be behind at most. */
    static final long MOST_BEHIND = TimeUnit.SECONDS.toNanos(5);

    private static final long BETWEEN_POSITIONS = TimeUnit.MILLISECONDS.toNanos(250);

    private final ConcurrentMap<String, Reign> byId = new ConcurrentHashMap<>();

    /** Everything that was acknowledged before a moment is among the data up to a position. */
    private record Position(long moment, long bytes) {}

    private static final class Reign {

        private final Deque<Position> positions = new ArrayDeque<>();
        private PrimaryView primary;

        Reign(PrimaryView primary) {
            this.primary = primary;
        }
    }

    /**
     * Notes the position of a primary.
     *
     * @param primary what is known of it
     * @param bytes the position, negative if it is not known
     * @param asked when it was asked for
     */
    void note(PrimaryView primary, long bytes, long asked) {
        byId.values().removeIf(reign -> isOver(reign, asked));
        if (bytes < 0 || primary.reign().isEmpty()) {
            return;
        }
        Reign reign = byId.computeIfAbsent(primary.reign(), id -> new Reign(primary));
        synchronized (reign) {
            reign.primary = primary;
            Position last = reign.positions.peekLast();
            if (last == null || asked - last.moment >= BETWEEN_POSITIONS) {
                reign.positions.add(new Position(asked, bytes));
            }
        }
    }

    private static boolean isOver(Reign reign, long now) {
        synchronized (reign) {
            forgetOld(reign, now);
            return reign.positions.isEmpty();
        }
    }

    private static void forgetOld(Reign reign, long now) {
        Position oldest = reign.positions.peekFirst();
        while (oldest != null && now - oldest.moment > MOST_BEHIND) {
            reign.positions.remove();
            oldest = reign.positions.peekFirst();
        }
    }

    /**
     * The primary that a replica follows.
     *
     * @param id the id of the data of the replica
     * @param bytes its position, asked for just now
     * @return null if this node has not heard of that primary for some seconds, or if the replica is too far behind
     */
    @Nullable
    PrimaryView followedBy(String id, long bytes, long now) {
        Reign reign = byId.get(id);
        if (reign == null) {
            return null;
        }
        synchronized (reign) {
            forgetOld(reign, now);
            Position oldest = reign.positions.peekFirst();
            return oldest == null || bytes < oldest.bytes ? null : reign.primary;
        }
    }
}
