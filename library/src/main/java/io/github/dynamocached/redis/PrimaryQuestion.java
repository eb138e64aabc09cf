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
    private static final String REIGN = "master_replid:";

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
        String run = lineOrEmpty(text, Fact.RUN);
        String uptime = lineOrEmpty(text, Fact.UPTIME);
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
        return text.contains(REIGN) ? line(text, REIGN) : "";
    }

    /** What is missing in the answers to {@code INFO}. */
    static Set<Fact> untold(Object info, Object replication) {
        Set<Fact> untold = EnumSet.noneOf(Fact.class);
        for (Fact fact : Fact.values()) {
            if (lineOrEmpty(text(fact == Fact.ROLE ? replication : info), fact).isEmpty()) {
                untold.add(fact);
            }
        }
        return untold;
    }

    private static String text(Object answer) {
        return answer instanceof byte[] bytes ? new String(bytes, UTF_8) : "";
    }

    /** The rest of a line, empty if there is none; a number where it has to be one. */
    private static String lineOrEmpty(String text, Fact fact) {
        String name = fact.line() + ":";
        int begin = text.startsWith(name) ? 0 : text.indexOf("\n" + name) + 1;
        if (!text.startsWith(name, begin)) {
            return "";
        }
        String rest = text.substring(begin + name.length())
                .lines()
                .findFirst()
                .orElse("")
                .strip();
        boolean isWanted =
                fact != Fact.UPTIME || (rest.length() <= 15 && rest.chars().allMatch(Character::isDigit));
        return isWanted ? rest : "";
    }

    private static long number(List<?> words, int index) {
        return Long.parseLong(new String((byte[]) words.get(index), UTF_8));
    }

    /**
     * The rest of the line of {@code INFO} that begins like that.
     *
     * @throws IllegalStateException if there is none
     */
    static String line(String text, String name) {
        int begin = text.indexOf(name);
        int end = text.indexOf('\r', begin);
        if (begin < 0 || end < 0) {
            throw new IllegalStateException();
        }
        return text.substring(begin + name.length(), end);
    }
}
