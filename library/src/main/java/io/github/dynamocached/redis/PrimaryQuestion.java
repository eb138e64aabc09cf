package io.github.dynamocached.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.dynamocached.breaker.RedisUnavailableException;
import io.github.dynamocached.redis.UntoldFacts.Fact;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Reads the answers of a server about its identity, its role, its uptime and its clock. */
final class PrimaryQuestion {

    static final String NAME = "INFO or TIME";

    static final String REPLICA = "role:slave";
    private static final int MOST_DIGITS = 15;
    static final String REIGN = "master_replid";

    private PrimaryQuestion() {}

    /**
     * Everything that the answers say. Without a run id, the connection identifies the process. Without an uptime, the process
     * counts as started when it was asked for its time.
     *
     * @param info the answer to {@code INFO server}, which was asked for before the time
     * @param replication the answer to {@code INFO replication}
     * @param time the answer to {@code TIME}
     * @param sentNanos when the time was asked for
     * @param connection what the connection is called, which leads to one process
     * @throws RedisUnavailableException if the server says that it is no primary
     * @throws RuntimeException if the answers are of another form
     */
    static PrimaryView view(Object info, Object replication, Object time, long sentNanos, String connection) {
        long received = System.nanoTime();
        List<?> words = (List<?>) time;
        long micros = number(words, 0) * 1_000_000 + number(words, 1);
        String text = text(info);
        String run = factOf(text, Fact.RUN);
        String uptime = factOf(text, Fact.UPTIME);
        return new PrimaryView(
                run.isEmpty() ? connection : run,
                reign(replication),
                uptime.isEmpty() ? micros / 1000 + 1 : PrimaryView.startMillis(micros, Long.parseLong(uptime)),
                ClockEstimate.measured(sentNanos, received, micros));
    }

    /**
     * The replication id of a primary, empty if the server does not report it. A server that does not report its role counts as
     * a primary until it refuses a write.
     *
     * @param replication the answer to {@code INFO replication}
     * @throws RedisUnavailableException if the server says that it is no primary
     */
    static String reign(Object replication) {
        String text = text(replication);
        if (text.contains(REPLICA)) {
            throw RedisUnavailableException.noPrimary(NAME);
        }
        return line(text, REIGN);
    }

    /** How far the data of a primary have come, by the bytes that it has sent to replicas. -1 if it does not report it. */
    static long position(Object replication) {
        return position(text(replication), "master_repl_offset");
    }

    static long position(String text, String name) {
        String value = line(text, name);
        return value.isEmpty() || value.length() > MOST_DIGITS || !value.chars().allMatch(Character::isDigit)
                ? -1
                : Long.parseLong(value);
    }

    /** What is missing in the answers to {@code INFO}. */
    static Set<Fact> untold(Object info, Object replication) {
        Set<Fact> untold = EnumSet.noneOf(Fact.class);
        for (Fact fact : Fact.values()) {
            if (factOf(text(fact == Fact.ROLE ? replication : info), fact).isEmpty()) {
                untold.add(fact);
            }
        }
        return untold;
    }

    static String text(Object answer) {
        return answer instanceof byte[] bytes ? new String(bytes, UTF_8) : "";
    }

    /** The value of a fact, empty if it is missing or malformed. */
    private static String factOf(String text, Fact fact) {
        String value = line(text, fact.line());
        boolean isMalformed = fact == Fact.UPTIME
                && (value.length() > MOST_DIGITS || !value.chars().allMatch(Character::isDigit));
        return isMalformed ? "" : value;
    }

    private static long number(List<?> words, int index) {
        return Long.parseLong(new String((byte[]) words.get(index), UTF_8));
    }

    /** The value of a line of {@code INFO}, empty if there is no such line. */
    static String line(String text, String name) {
        return text.lines()
                .filter(line -> line.startsWith(name + ":"))
                .findFirst()
                .map(line -> line.substring(name.length() + 1).strip())
                .orElse("");
    }
}
