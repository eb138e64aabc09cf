package io.github.dynamocached.example.page;

import io.github.dynamocached.example.local.LocalRedis.State;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Pauses, kills and restores the Redis that the example has started. */
@RestController
@RequestMapping("/page/redis")
@OnlyWithPage
class RedisController {

    private final RedisState redis;

    RedisController(RedisState redis) {
        this.redis = redis;
    }

    @PutMapping
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void change(@Valid @RequestBody Wanted wanted) {
        redis.change(wanted.state());
    }

    /** What Redis is to do. */
    record Wanted(@NotNull State state) {}
}
