package io.github.dynamocached.streams;

import io.github.dynamocached.Failures;
import io.github.dynamocached.StreamState;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the stream of one table, or watches whether another node does. First it checks that it could: a node that may not
 * read the stream does not lead.
 */
final class TableReader {

    private static final Logger log = LoggerFactory.getLogger(TableReader.class);

    /** So many shards need more calls than one node should make. */
    private static final int MANY_SHARDS = 200;

    private static final Duration CHECK_AGAIN = Duration.ofSeconds(30);
    private static final Duration LATE = Duration.ofSeconds(10);
    private static final Duration BETWEEN_WARNINGS = Duration.ofMinutes(1);

    private final StreamTable table;
    private final StreamCheck check;
    private @Nullable StreamLeader leader;
    private boolean checked;
    private boolean asking;
    private boolean stopped;
    private long nextCheck;
    private long nextWarning;
    private @Nullable String problem;
    private volatile StreamState state;

    TableReader(StreamTable table) {
        this.table = table;
        this.check = new StreamCheck(table);
        this.state = new StreamState(table.name(), false, 0, Duration.ZERO, false, Optional.empty(), Optional.empty());
    }

    /** How the stream is followed. Asked on any thread. */
    StreamState state() {
        return state;
    }

    void start() {
        nextCheck = table.loop().nanos();
        nextWarning = nextCheck;
        table.listeners().forEach(listener -> listener.onStream(table.name(), this::state));
        tick();
    }

    private void tick() {
        if (stopped) {
            return;
        }
        table.loop().schedule(table.times().attempt(), this::tick);
        StreamLeader current = leader;
        if (current != null) {
            current.tick();
        } else if (!asking && checked) {
            lead();
        } else if (!asking && table.loop().nanos() - nextCheck >= 0) {
            check();
        }
        publish();
    }

    private void check() {
        asking = true;
        table.loop().on(check.run(), (described, failure) -> {
            asking = false;
            if (described == null) {
                unreadable(check.problemOf(failure));
                return;
            }
            checked = true;
            isWell();
            if (described.open() > MANY_SHARDS) {
                log.warn(
                        "The stream of table '{}' has {} open shards. One node makes up to four calls a second for each of"
                                + " them. Read it with AWS Lambda and StreamsEvictor instead, and remove the table from"
                                + " dynamocached.streams.tables.",
                        table.name(),
                        described.open());
            }
        });
    }

    private void lead() {
        asking = true;
        long asked = table.loop().nanos();
        table.loop()
                .on(
                        table.leadership()
                                .lead(table.task(), table.node(), table.times().lease()),
                        (kept, failure) -> {
                            asking = false;
                            if (stopped) {
                                return;
                            }
                            if (kept == null) {
                                awaitRedis(failure);
                            } else {
                                isWell();
                                kept.ifPresent(state -> begin(state, asked));
                            }
                        });
    }

    private void begin(Map<String, String> kept, long asked) {
        log.info("This node reads the stream of table '{}' from now on.", table.name());
        StreamLeader begun = new StreamLeader(this, table, kept, asked);
        leader = begun;
        begun.tick();
    }

    private void awaitRedis(@Nullable Throwable failure) {
        told("The stream of table '" + table.name() + "' is not read by this node, because Redis does not answer ("
                + nameOf(failure)
                + "). Its changes stay in the stream for a day, and are evicted when Redis answers again.");
    }

    /** The node leads no longer, or nobody knows whether it does. */
    void lost(StreamLeader ended) {
        ended.end();
        if (leader == ended) {
            leader = null;
            log.info(
                    "This node does not read the stream of table '{}' any more, because it could not renew its lease in"
                            + " Redis. The next leader goes on.",
                    table.name());
        }
    }

    /** The stream cannot be followed until somebody has changed something. */
    void unreadable(String reason) {
        told(reason);
        checked = false;
        nextCheck = table.loop().nanos() + CHECK_AGAIN.toNanos();
        StreamLeader current = leader;
        if (current != null) {
            leader = null;
            CompletableFuture<Boolean> unused = current.giveBack();
        }
        publish();
    }

    /** Says once what is wrong. */
    private void told(String reason) {
        if (!reason.equals(problem)) {
            log.error("{}", reason);
        }
        problem = reason;
        publish();
    }

    private void isWell() {
        if (problem != null) {
            log.info("The stream of table '{}' can be read again.", table.name());
        }
        problem = null;
        publish();
    }

    /** A call has failed, and is tried again. */
    void tellOf(@Nullable Throwable failure) {
        long now = table.loop().nanos();
        if (now - nextWarning >= 0) {
            nextWarning = now + BETWEEN_WARNINGS.toNanos();
            log.warn(
                    "A call for the stream of table '{}' failed with {}. It is tried again. Changes are evicted later until it"
                            + " succeeds. Further failures are not logged for a minute.",
                    table.name(),
                    nameOf(failure));
        }
    }

    private static String nameOf(@Nullable Throwable failure) {
        return failure == null ? "no answer" : Failures.nameOf(failure);
    }

    private void publish() {
        StreamLeader current = leader;
        Duration lag = current == null ? Duration.ZERO : lag(current);
        state = new StreamState(
                table.name(),
                current != null,
                current == null ? 0 : current.shards(),
                lag,
                current != null && !current.isTrusted(),
                Optional.ofNullable(problem),
                problem == null && lag.compareTo(LATE) <= 0
                        ? Optional.empty()
                        : state.notWellSince().or(() -> Optional.of(now())));
    }

    private Instant now() {
        return Instant.ofEpochMilli(table.loop().millis());
    }

    private Duration lag(StreamLeader current) {
        return Duration.ofMillis(Math.max(0, table.loop().millis() - current.provenMillis()));
    }

    /** Reads nothing any more, and lets another node lead. */
    CompletableFuture<Boolean> stop() {
        stopped = true;
        StreamLeader current = leader;
        leader = null;
        publish();
        return current == null ? CompletableFuture.completedFuture(true) : current.giveBack();
    }
}
