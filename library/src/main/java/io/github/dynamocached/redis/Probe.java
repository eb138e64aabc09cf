package io.github.dynamocached.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.redisson.client.protocol.RedisCommand;

/**
 * Asks a primary who it is, since when it runs and what its clock shows: {@code INFO server} once, and after it
 * {@code TIME} some times, because the first reply is often the slowest.
 */
final class Probe {

    static final String NAME = "INFO or TIME";

    private static final int TIMES = 3;

    private final RedisConnection connection;

    Probe(RedisConnection connection) {
        this.connection = connection;
    }

    CompletableFuture<PrimaryView> run() {
        return send(Commands.INFO, "server").thenCompose(info -> {
            String run = line(info, "run_id:");
            long uptime = Long.parseLong(line(info, "uptime_in_seconds:"));
            CompletableFuture<PrimaryView> view = time(run, uptime);
            for (int i = 1; i < TIMES; i++) {
                view = view.thenCompose(before -> time(run, uptime).thenApply(before::with));
            }
            return view;
        });
    }

    private CompletableFuture<PrimaryView> time(String run, long uptime) {
        long sent = System.nanoTime();
        return send(Commands.TIME).thenApply(answer -> {
            long received = System.nanoTime();
            List<?> words = (List<?>) answer;
            long micros = number(words, 0) * 1_000_000 + number(words, 1);
            return new PrimaryView(
                    run, PrimaryView.startMillis(micros, uptime), ClockEstimate.measured(sent, received, micros));
        });
    }

    private CompletableFuture<Object> send(RedisCommand<Object> command, Object... arguments) {
        Reply<Object> reply = new Reply<>(NAME) {
            @Override
            Object answer(@Nullable Object answer) {
                if (answer == null) {
                    throw new IllegalStateException();
                }
                return answer;
            }
        };
        connection.send(command, "", arguments, reply);
        return reply;
    }

    private static long number(List<?> words, int index) {
        return Long.parseLong(new String((byte[]) words.get(index), UTF_8));
    }

    /** The rest of the line of {@code INFO} that begins like that. */
    private static String line(Object info, String name) {
        String text = new String((byte[]) info, UTF_8);
        int begin = text.indexOf(name);
        int end = text.indexOf('\r', begin);
        if (begin < 0 || end < 0) {
            throw new IllegalStateException();
        }
        return text.substring(begin + name.length(), end);
    }
}
