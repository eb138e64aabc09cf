package io.github.dynamocached.example.page;

import io.github.dynamocached.example.answers.NotFoundException;
import io.github.dynamocached.example.local.LocalRedis;
import io.github.dynamocached.example.local.LocalRedis.State;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** What the page knows of Redis. Its state is only known, and can only be changed, if the example has started it. */
@Component
@OnlyWithPage
class RedisState {

    private final @Nullable LocalRedis redis;

    RedisState(ObjectProvider<LocalRedis> redis) {
        this.redis = redis.getIfAvailable();
    }

    /** The state, or null for a Redis that somebody else has started. */
    @Nullable
    State state() {
        return redis == null ? null : redis.state();
    }

    void change(State wanted) {
        if (redis == null) {
            throw new NotFoundException("The example has not started this Redis, so it does not stop it.");
        }
        if (wanted == State.PAUSED && redis.state() == State.KILLED) {
            throw new ConflictException("Redis is killed. Restore it before you pause it.");
        }
        redis.change(wanted);
    }

    /** Throws unless Redis runs, as far as is known. */
    void requireRunning() {
        if (redis != null && redis.state() != State.RUNNING) {
            throw new ConflictException("This needs Redis, which does not answer now. Restore it first.");
        }
    }
}
