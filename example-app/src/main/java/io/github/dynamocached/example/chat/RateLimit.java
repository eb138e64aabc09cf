package io.github.dynamocached.example.chat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.redisson.api.RRateLimiter;
import org.redisson.api.RateType;
import org.redisson.api.RedissonClient;
import org.redisson.client.codec.ByteArrayCodec;
import org.springframework.stereotype.Component;

/**
 * Limits the messages of each user over all instances, by a window that slides. Redisson's {@link RRateLimiter} keeps the
 * time of each permit and returns it when the window has passed it. Its successor by another rule, {@code RGcra}, needs Redis
 * 8.8. Without Redis nothing is limited.
 */
@Component
class RateLimit {

    private final ChatRedis redis;
    private final ChatSettings settings;

    RateLimit(ChatRedis redis, ChatSettings settings) {
        this.redis = redis;
        this.settings = settings;
    }

    /**
     * Counts a message of a user.
     *
     * @throws TooManyMessagesException if the user has sent too many. The message does not count
     */
    void count(String user) {
        Duration wait = redis.ask(client -> waitOf(client, "chat:rate:" + user)).orElse(Duration.ZERO);
        if (!wait.isZero()) {
            throw new TooManyMessagesException(settings, wait);
        }
    }

    private CompletionStage<Duration> waitOf(RedissonClient client, String name) {
        RRateLimiter limiter = client.getRateLimiter(name);
        Duration unused = settings.window().multipliedBy(2);
        return limiter.trySetRateAsync(RateType.OVERALL, settings.messages(), settings.window(), unused)
                .thenCompose(first -> limiter.tryAcquireAsync())
                .thenCompose(
                        isFree -> isFree ? CompletableFuture.completedFuture(Duration.ZERO) : untilFree(client, name));
    }

    /**
     * The limiter does not say when the next permit is free. Its oldest permit does, in a sorted set beside it. If that set
     * should have another name one day, the answer is the whole window, which is long enough.
     */
    private CompletionStage<Duration> untilFree(RedissonClient client, String name) {
        return client.getScoredSortedSet('{' + name + "}:permits", ByteArrayCodec.INSTANCE)
                .firstScoreAsync()
                .thenApply(this::untilReturnOf);
    }

    private Duration untilReturnOf(@Nullable Double oldest) {
        if (oldest == null) {
            return settings.window();
        }
        Duration wait = settings.window().minusMillis(System.currentTimeMillis() - oldest.longValue());
        return wait.isNegative() || wait.isZero() ? Duration.ofMillis(1) : wait;
    }
}
