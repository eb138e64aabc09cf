package io.github.dynamocached.streams;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The lead of one node, and what it keeps for the next leader. It is over when the lease has run out by the clock of this node:
 * Redis may have another leader then.
 */
final class StreamLease {

    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration BETWEEN_CHANGES = Duration.ofMillis(100);

    private final StreamTable table;
    private final StreamPositions positions;
    private final Runnable lost;
    private boolean changing;
    private boolean ended;
    private long end;
    private long nextRenewal;

    /**
     * A lease.
     *
     * @param asked when the node asked for the lead
     * @param lost runs when another node leads
     */
    StreamLease(StreamTable table, StreamPositions positions, long asked, Runnable lost) {
        this.table = table;
        this.positions = positions;
        this.lost = lost;
        this.end = asked + table.times().lease().toNanos();
        this.nextRenewal = asked + table.times().renewal().toNanos();
    }

    boolean isOver(long nanos) {
        return nanos - end >= 0;
    }

    boolean isToBeRenewed(long nanos) {
        return nanos - nextRenewal >= 0 && !changing;
    }

    /** Lets the next look renew it. */
    void renewSoon() {
        nextRenewal = table.loop().nanos();
    }

    /**
     * Changes what is kept, and lengthens the lease. One change at a time is under way, so that none overtakes another.
     *
     * @param next gets whether it is changed, or else why that is not known
     */
    void keep(Map<String, Optional<String>> changes, BiConsumer<Boolean, ? super @Nullable Throwable> next) {
        if (ended) {
            return;
        }
        if (changing) {
            table.loop().schedule(BETWEEN_CHANGES, () -> keep(changes, next));
            return;
        }
        changing = true;
        long asked = table.loop().nanos();
        nextRenewal = asked + table.times().renewal().toNanos();
        positions.areSent(changes);
        Duration lease = table.times().lease();
        table.loop().on(table.leadership().keep(table.task(), table.node(), lease, changes, DAY), (led, failure) -> {
            changing = false;
            if (ended) {
                return;
            }
            if (led == null) {
                next.accept(false, failure);
            } else if (!led) {
                lost.run();
            } else {
                end = asked + lease.toNanos();
                positions.areKept(changes);
                next.accept(true, null);
            }
        });
    }

    void end() {
        ended = true;
    }

    /** Ends it in Redis, so that another node leads at once. */
    CompletableFuture<Boolean> giveBack(Map<String, Optional<String>> changes) {
        return table.leadership()
                .keep(table.task(), table.node(), Duration.ZERO, changes, DAY)
                .toCompletableFuture();
    }
}
