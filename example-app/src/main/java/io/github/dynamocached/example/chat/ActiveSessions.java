package io.github.dynamocached.example.chat;

import io.github.dynamocached.WarmUpResult;
import io.github.dynamocached.example.sessions.SessionContexts;
import java.util.Collection;
import java.util.List;
import org.redisson.api.RBatch;
import org.springframework.stereotype.Component;

/** The sessions that were opened or written lately, on any instance. Their contexts are loaded before the next reader comes. */
@Component
class ActiveSessions {

    private static final int LOADS_PER_SECOND = 50;

    private final ChatRedis redis;
    private final SessionContexts contexts;
    private final ExpiringSet sessions;

    ActiveSessions(ChatRedis redis, SessionContexts contexts, ChatSettings settings) {
        this.redis = redis;
        this.contexts = contexts;
        this.sessions = new ExpiringSet("chat:active", settings.active());
    }

    void touch(String session) {
        redis.ask(client -> {
            RBatch batch = client.createBatch();
            sessions.add(batch, session);
            return batch.executeAsync();
        });
    }

    /** Loads what is not cached. Cached sessions cost nothing, so each instance may do it. */
    WarmUpResult prefetch() throws InterruptedException {
        Collection<String> latest = redis.ask(sessions::members).orElse(List.of());
        return contexts.warmUp(latest, LOADS_PER_SECOND).await();
    }
}
