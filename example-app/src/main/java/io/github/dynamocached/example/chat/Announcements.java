package io.github.dynamocached.example.chat;

import java.util.function.Consumer;
import org.redisson.api.RTopic;
import org.redisson.api.RedissonClient;
import org.redisson.client.codec.StringCodec;
import org.springframework.stereotype.Component;

/**
 * Tells all instances that a session has changed. An announcement holds only the session's id: what has changed is read
 * from the cache or DynamoDB. So a lost announcement delays a message until the next poll, and loses nothing.
 */
@Component
class Announcements {

    private final ChatRedis redis;

    Announcements(ChatRedis redis) {
        this.redis = redis;
    }

    void announce(String session) {
        redis.ask(client -> topic(client).publishAsync(session));
    }

    /** Subscribes once. Redisson subscribes again after an outage. Returns false if Redis does not answer. */
    boolean listen(Consumer<String> listener) {
        return redis.ask(client ->
                        topic(client).addListenerAsync(String.class, (channel, session) -> listener.accept(session)))
                .isPresent();
    }

    private static RTopic topic(RedissonClient client) {
        return client.getTopic("chat:changes", StringCodec.INSTANCE);
    }
}
