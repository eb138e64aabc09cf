package io.github.dynamocached.example.page;

import io.github.dynamocached.example.users.User;
import java.time.Duration;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Cache-aside as it is mostly written by hand, to compare with. Two things go wrong here: many callers load at the same time,
 * and a load that began before an eviction stores what it has read after it.
 */
@Component
@OnlyWithPage
class NaiveUsers {

    static final Duration TTL = Duration.ofSeconds(10);

    private final StringRedisTemplate redis;
    private final DirectReads users;
    private final JsonMapper json;

    NaiveUsers(StringRedisTemplate redis, DirectReads users, JsonMapper json) {
        this.redis = redis;
        this.users = users;
        this.json = json;
    }

    User read(String id) {
        String cached = redis.opsForValue().get(keyOf(id));
        if (cached != null) {
            return json.readValue(cached, User.class);
        }
        User loaded = users.read(id);
        redis.opsForValue().set(keyOf(id), json.writeValueAsString(loaded), TTL);
        return loaded;
    }

    void evict(String id) {
        redis.delete(keyOf(id));
    }

    private static String keyOf(String id) {
        return "naive:users:" + id;
    }
}
