package io.github.dynamocached.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;

/** Reads what a server answers when it is asked who it is, whether it is a primary, since when it runs and what its clock shows. */
final class PrimaryQuestion {

    static final String NAME = "INFO or TIME";

    private static final String REPLICA = "role:slave";
    private static final String REIGN = "master_replid:";

    private PrimaryQuestion() {}

    /**
     * What is known after all answers.
     *
     * @param info the answer to {@code INFO server}, which was asked for before the time
     * @param replication the answer to {@code INFO replication}
     * @param time the answer to {@code TIME}
     * @param sentNanos when the time was asked for
     * @throws RedisUnavailableException if the server says that it is no primary
     * @throws RuntimeException if the answers are of another form
     */
    static PrimaryView view(Object info, Object replication, Object time, long sentNanos) {
        long received = System.nanoTime();
        List<?> words = (List<?>) time;
        long micros = number(words, 0) * 1_000_000 + number(words, 1);
        String text = new String((byte[]) info, UTF_8);
        long uptime = Long.parseLong(line(text, "uptime_in_seconds:"));
        return new PrimaryView(
                line(text, "run_id:"),
                reign(replication),
                PrimaryView.startMillis(micros, uptime),
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
        String text = new String((byte[]) replication, UTF_8);
        if (text.contains(REPLICA)) {
            throw RedisUnavailableException.noPrimary(NAME);
        }
        return text.contains(REIGN) ? line(text, REIGN) : "";
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
