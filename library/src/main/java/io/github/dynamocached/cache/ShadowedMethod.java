package io.github.dynamocached.cache;

import io.github.dynamocached.ShadowResult;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the comparisons of one method have shown lately, and what follows from that. Used by many threads at once. */
final class ShadowedMethod {

    static final int IN_A_ROW = 10;
    static final Duration LEFT_ALONE = Duration.ofHours(1);

    private static final Logger log = LoggerFactory.getLogger(ShadowedMethod.class);

    private final ReadOperation operation;
    private final String cacheName;
    private volatile boolean leftAlone;
    private long until;
    private int saidNothing;
    private int wrong;
    private boolean toldOfSilence;
    private boolean toldOfWrong;

    ShadowedMethod(ReadOperation operation, String cacheName) {
        this.operation = operation;
        this.cacheName = cacheName;
    }

    /** Whether its hits are not compared for now, because that has said nothing for a while. */
    boolean isLeftAlone(long now) {
        return leftAlone && isLeftAloneUntil(now);
    }

    private synchronized boolean isLeftAloneUntil(long now) {
        leftAlone = now - until < 0;
        return leftAlone;
    }

    /** Whether a wrong value of it is evicted. If nearly all are wrong, that hides the cause and costs the hits. */
    synchronized boolean mayHeal() {
        return wrong < IN_A_ROW;
    }

    /** A comparison has ended. */
    synchronized void note(ShadowResult result, long now) {
        switch (result) {
            case RIGHT -> {
                saidNothing = 0;
                wrong = 0;
            }
            case WRONG -> {
                saidNothing = 0;
                noteWrong();
            }
            case CHANGED, AGED -> saidNothing = 0;
            case INCOMPARABLE, UNVERIFIABLE -> noteNothing(now);
            case DROPPED -> {}
        }
    }

    private void noteWrong() {
        wrong++;
        if (wrong == IN_A_ROW) {
            log.error(
                    "{}: the last {} values from cache '{}' that differed from DynamoDB were not evicted, and no compared"
                            + " value was right between them. Shadow verification does not evict them any more. Look for"
                            + " the code that writes these items and let it evict this cache, with @DynamoEvict, a table"
                            + " binding or DynamoDB Streams.",
                    operation,
                    IN_A_ROW,
                    cacheName);
        } else if (!toldOfWrong) {
            toldOfWrong = true;
            log.warn(
                    "{}: shadow verification has found a value in cache '{}' that differs from DynamoDB, and nothing has"
                            + " evicted it. Look for code that writes these items without evicting this cache, and for"
                            + " pending evictions on other nodes. The meter dynamocached.shadow.results counts further"
                            + " ones.",
                    operation,
                    cacheName);
        }
    }

    private void noteNothing(long now) {
        saidNothing++;
        if (saidNothing < IN_A_ROW) {
            return;
        }
        saidNothing = 0;
        until = now + LEFT_ALONE.toNanos();
        leftAlone = true;
        if (!toldOfSilence) {
            toldOfSilence = true;
            log.warn(
                    "{}: shadow verification cannot compare its values from cache '{}' and leaves it alone for an hour. Its"
                            + " loads do not read DynamoDB consistently, or return another value each time. Read a table or"
                            + " a declared local index on the calling thread, or set shadow.sample-rate of the cache to 0.",
                    operation,
                    cacheName);
        }
    }

    @Override
    public String toString() {
        return "comparisons of " + operation;
    }
}
