package io.github.dynamocached.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.dynamocached.redis.UntoldFacts.Fact;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Reads what a server answers when it is asked who it is, whether it is a primary, since when it runs and what its clock shows. */
final class PrimaryQuestion {

    static final String NAME = "INFO or TIME";

    private static final String REPLICA = "role:slave";
    private static final int MOST_DIGITS = 15;
    private static final String REIGN = "master_replid";

    private PrimaryQuestion() {}

    /**
     * What is known after all answers. A process that does not tell its id is known by the connection to it, and one that
     * does not tell since when it runs has started before it was first asked for its time.
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
     * The history of the data of a primary, empty where it does not tell. A server that tells nothing of its role is taken
     * for a primary: what it refuses to write says otherwise.
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

    private static String text(Object answer) {
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
