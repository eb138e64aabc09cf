package io.github.dynamocached.example.chat;

import io.github.dynamocached.example.sessions.Turn;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * The events of one connection, in order and each once. The id of a turn's event is its sequence, so a browser that connects
 * again says which turn it has seen last.
 */
final class ChatStream {

    private static final long FIVE_MINUTES = 5 * 60 * 1000L;
    private static final int NOTHING_YET = -1;

    private final Connection connection;
    private final SseEmitter emitter = new SseEmitter(FIVE_MINUTES);
    private int seen;
    private @Nullable Online shown;

    ChatStream(Connection connection, @Nullable Integer lastSeen) {
        this.connection = connection;
        this.seen = lastSeen == null ? NOTHING_YET : lastSeen;
    }

    Connection connection() {
        return connection;
    }

    SseEmitter emitter() {
        return emitter;
    }

    /** Tells the client its connection, and how often to renew it. */
    void greet(Duration renewal) throws IOException {
        emitter.send(SseEmitter.event()
                .name("connected")
                .data(new Greeting(connection.id(), renewal.toMillis()), MediaType.APPLICATION_JSON)
                .reconnectTime(1_000));
    }

    /**
     * Sends what the client has not seen, or a comment to find out whether it is still there.
     *
     * @param turns the last turns
     * @param turnsAfter reads all turns after one, if the last ones are not enough
     * @param online who is online
     * @throws IOException if the client has gone
     */
    synchronized void show(List<Turn> turns, IntFunction<List<Turn>> turnsAfter, Online online) throws IOException {
        boolean isSilent = true;
        for (Turn turn : missing(turns, turnsAfter)) {
            emitter.send(SseEmitter.event()
                    .id(String.valueOf(turn.getSequence()))
                    .name("turn")
                    .data(turn, MediaType.APPLICATION_JSON));
            seen = turn.getSequence();
            isSilent = false;
        }
        seen = Math.max(seen, 0);
        if (!online.equals(shown)) {
            emitter.send(SseEmitter.event().name("presence").data(online, MediaType.APPLICATION_JSON));
            shown = online;
            isSilent = false;
        }
        if (isSilent) {
            emitter.send(SseEmitter.event().comment("still here"));
        }
    }

    private List<Turn> missing(List<Turn> turns, IntFunction<List<Turn>> turnsAfter) {
        boolean isGap = seen != NOTHING_YET && !turns.isEmpty() && turns.get(0).getSequence() > seen + 1;
        return (isGap ? turnsAfter.apply(seen) : turns)
                .stream().filter(turn -> turn.getSequence() > seen).toList();
    }

    /** The first event. */
    private record Greeting(String connection, long renewalMillis) {}
}
