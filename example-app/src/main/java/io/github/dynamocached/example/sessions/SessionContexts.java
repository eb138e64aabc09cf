package io.github.dynamocached.example.sessions;

import io.github.dynamocached.DynamoCaches;
import io.github.dynamocached.RunningWarmUp;
import io.github.dynamocached.example.answers.NotFoundException;
import java.util.Collection;
import org.springframework.stereotype.Component;

/** Reads the context of a session from its parts, each of which may be cached. */
@Component
public class SessionContexts {

    static final int TURNS = 10;

    private final SessionRepository sessions;
    private final DynamoCaches caches;

    SessionContexts(SessionRepository sessions, DynamoCaches caches) {
        this.sessions = sessions;
        this.caches = caches;
    }

    SessionContext read(String id, int turns) {
        Session session =
                sessions.findById(id).orElseThrow(() -> new NotFoundException("There is no session " + id + "."));
        return new SessionContext(session, sessions.newestSummary(id).orElse(null), sessions.lastTurns(id, turns));
    }

    /**
     * Loads the contexts of sessions that agents are about to open. What is cached costs nothing.
     *
     * @param ids the sessions
     * @param perSecond the highest number of loads in a second
     * @return the warm-up, which runs in the background
     */
    public RunningWarmUp warmUp(Collection<String> ids, int perSecond) {
        return caches.warmUp(ids).loadsPerSecond(perSecond).start(id -> read(id, TURNS));
    }
}
