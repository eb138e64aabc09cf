package io.github.dynamocached.example.chat;

import io.github.dynamocached.WarmUpResult;
import io.github.dynamocached.example.answers.BusyException;
import io.github.dynamocached.example.answers.NotFoundException;
import io.github.dynamocached.example.sessions.SessionRepository;
import io.github.dynamocached.example.sessions.Turn;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** A live chat. A request names its user: the example has no login. */
@RestController
@RequestMapping("/chat")
class ChatController {

    private static final String NAME = "[A-Za-z0-9._-]{1,40}";

    private final SessionRepository sessions;
    private final LiveChats chats;
    private final ConnectionMap connections;
    private final RateLimit limit;
    private final SessionLock lock;
    private final Announcements announcements;
    private final ActiveSessions active;

    ChatController(
            SessionRepository sessions,
            LiveChats chats,
            ConnectionMap connections,
            RateLimit limit,
            SessionLock lock,
            Announcements announcements,
            ActiveSessions active) {
        this.sessions = sessions;
        this.chats = chats;
        this.connections = connections;
        this.limit = limit;
        this.lock = lock;
        this.announcements = announcements;
        this.active = active;
    }

    @GetMapping(path = "/sessions/{session}/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    SseEmitter events(
            @PathVariable String session,
            @RequestParam @Pattern(regexp = NAME) String user,
            @RequestHeader(name = "Last-Event-ID", required = false) @Nullable Integer lastSeen)
            throws IOException {
        if (sessions.findById(session).isEmpty()) {
            throw unknown(session);
        }
        active.touch(session);
        return chats.open(session, user, lastSeen);
    }

    @PostMapping("/sessions/{session}/messages")
    @ResponseStatus(HttpStatus.CREATED)
    Turn send(@PathVariable String session, @Valid @RequestBody NewMessage message) {
        limit.count(message.user());
        Turn turn = lock.inTurn(
                        session, () -> sessions.addTurn(session, message.role(), message.user(), message.text()))
                .orElseThrow(() -> unknown(session));
        announcements.announce(session);
        active.touch(session);
        return turn;
    }

    /** The client calls this every few seconds. Otherwise it counts as gone. Any instance may answer. */
    @PutMapping("/sessions/{session}/connections/{connection}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void renew(
            @PathVariable @Pattern(regexp = NAME) String session,
            @PathVariable UUID connection,
            @Valid @RequestBody Renewal renewal) {
        connections.renew(new Connection(connection.toString(), session, renewal.user()));
    }

    @GetMapping("/sessions/{session}/online")
    Online online(@PathVariable String session) {
        return connections.online(session);
    }

    @GetMapping("/users/{user}/connections")
    List<Connection> connectionsOf(@PathVariable String user) {
        return known(connections.of(user));
    }

    @GetMapping("/connections/{connection}")
    Connection connection(@PathVariable UUID connection) {
        return known(connections.find(connection.toString())).stream()
                .findFirst()
                .orElseThrow(() -> new NotFoundException("There is no connection " + connection + "."));
    }

    /** Loads the active sessions now. This also happens every minute. A form of another site cannot send JSON. */
    @PostMapping(path = "/prefetch", consumes = MediaType.APPLICATION_JSON_VALUE)
    WarmUpResult prefetch() throws InterruptedException {
        return active.prefetch();
    }

    private static <T> T known(Optional<T> answer) {
        return answer.orElseThrow(() -> new BusyException("Redis does not answer. Connections are unknown."));
    }

    private static NotFoundException unknown(String session) {
        return new NotFoundException("There is no session " + session + ".");
    }

    /** A message to a session. */
    record NewMessage(
            @NotNull @Pattern(regexp = NAME) String user,

            @NotBlank @Pattern(regexp = "customer|agent|assistant")
            String role,

            @NotBlank @Size(max = 20_000) String text) {}

    /** Who still reads a connection. */
    record Renewal(@NotNull @Pattern(regexp = NAME) String user) {}
}
