package io.github.dynamocached.example.chat;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.redisson.api.RLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Lets the writers of a session go one by one, over all instances. This only spares them repeated attempts: a lock can
 * expire under a slow writer, and be lost with Redis. So a writer that does not get the lock writes without it. The count in
 * DynamoDB keeps the order in any case.
 */
@Component
class SessionLock {

    private static final Logger log = LoggerFactory.getLogger(SessionLock.class);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);
    private static final Duration LEASE = Duration.ofSeconds(5);

    private final ChatRedis redis;

    SessionLock(ChatRedis redis) {
        this.redis = redis;
    }

    <T> T inTurn(String session, Supplier<T> write) {
        String name = "chat:lock:" + session;
        long owner = ThreadLocalRandom.current().nextLong(Long.MAX_VALUE);
        boolean isHeld = redis.ask(
                        LONGEST_WAIT.plusSeconds(1),
                        client -> client.getLock(name)
                                .tryLockAsync(LONGEST_WAIT.toMillis(), LEASE.toMillis(), TimeUnit.MILLISECONDS, owner))
                .orElse(false);
        try {
            return write.get();
        } finally {
            if (isHeld) {
                unlock(name, owner);
            }
        }
    }

    /** The next writer waits for it, but this one does not. */
    private void unlock(String name, long owner) {
        redis.ask(client -> {
            RLock lock = client.getLock(name);
            return lock.unlockAsync(owner).handle((done, lost) -> {
                if (lost != null) {
                    log.debug("A session's lock had expired before its writer was ready", lost);
                }
                return lost == null;
            });
        });
    }
}
