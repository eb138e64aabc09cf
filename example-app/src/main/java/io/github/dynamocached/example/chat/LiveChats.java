package io.github.dynamocached.example.chat;

import io.github.dynamocached.example.sessions.SessionRepository;
import io.github.dynamocached.example.sessions.Turn;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * The open streams of this instance. A session's turns are read once for all of its streams, through the cache: of all
 * instances that show a new turn, one loads it from DynamoDB.
 */
@Component
class LiveChats {

    private static final Logger log = LoggerFactory.getLogger(LiveChats.class);
    private static final int TURNS = 10;

    private final SessionRepository sessions;
    private final ConnectionMap connections;
    private final Announcements announcements;
    private final Duration renewal;
    private final Set<ChatStream> streams = ConcurrentHashMap.newKeySet();

    LiveChats(
            SessionRepository sessions, ConnectionMap connections, Announcements announcements, ChatSettings settings) {
        this.sessions = sessions;
        this.connections = connections;
        this.announcements = announcements;
        this.renewal = settings.presence().dividedBy(3);
    }

    /**
     * Opens a stream. It begins with the last turns, or with the turns after the last one that the client has seen.
     *
     * @param lastSeen the sequence of that turn, null if the client is new
     */
    SseEmitter open(String session, String user, @Nullable Integer lastSeen) throws IOException {
        Connection connection = new Connection(UUID.randomUUID().toString(), session, user);
        ChatStream stream = new ChatStream(connection, lastSeen);
        connections.renew(connection);
        stream.emitter().onCompletion(() -> close(stream));
        stream.emitter().onError(gone -> close(stream));
        stream.greet(renewal);
        streams.add(stream);
        refresh(session);
        announcements.announce(session);
        return stream.emitter();
    }

    /** The sessions with open streams. */
    Set<String> sessions() {
        return streams.stream().map(stream -> stream.connection().session()).collect(Collectors.toSet());
    }

    /** Sends to all streams of a session what is new. */
    void refresh(String session) {
        List<ChatStream> open = streams.stream()
                .filter(stream -> stream.connection().session().equals(session))
                .toList();
        if (open.isEmpty()) {
            return;
        }
        List<Turn> turns = sessions.lastTurns(session, TURNS);
        Online online = connections.online(session);
        for (ChatStream stream : open) {
            try {
                stream.show(turns, seen -> sessions.turnsAfter(session, seen), online);
            } catch (IOException | IllegalStateException gone) {
                log.debug("A client of the chat has gone", gone);
                close(stream);
            }
        }
    }

    /** Ends all streams. Their clients connect to another instance. */
    void closeAll() {
        streams.forEach(stream -> stream.emitter().complete());
    }

    private void close(ChatStream stream) {
        if (streams.remove(stream)) {
            connections.remove(stream.connection());
            announcements.announce(stream.connection().session());
        }
    }
}
