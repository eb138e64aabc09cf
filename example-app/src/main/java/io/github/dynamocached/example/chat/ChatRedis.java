package io.github.dynamocached.example.chat;

import jakarta.annotation.PreDestroy;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.redisson.api.RedissonClient;
import org.redisson.client.RedisException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import org.springframework.stereotype.Component;

/**
 * Asks Redis for what the chat can do without. If Redis does not answer, the answer is empty, and nothing is asked for two
 * seconds. So an outage costs one message in two seconds a timeout, and the others nothing.
 */
@Component
class ChatRedis {

    private static final Logger log = LoggerFactory.getLogger(ChatRedis.class);
    private static final Duration LIMIT = Duration.ofSeconds(1);
    private static final Duration PAUSE = Duration.ofSeconds(2);

    private final RedissonClient client;
    private final AtomicBoolean isAway = new AtomicBoolean();
    private final AtomicLong nextAttempt = new AtomicLong(System.nanoTime());
    private final ExecutorService connecting;
    private volatile boolean isConnected;

    ChatRedis(RedissonClient client) {
        this.client = client;
        CustomizableThreadFactory factory = new CustomizableThreadFactory("chat-redis-");
        factory.setDaemon(true);
        connecting = Executors.newSingleThreadExecutor(factory);
    }

    @PreDestroy
    void close() {
        connecting.shutdownNow();
    }

    /** The answer to some commands, or empty if Redis does not give it within a second. */
    <T> Optional<T> ask(Function<RedissonClient, CompletionStage<T>> commands) {
        return ask(LIMIT, commands);
    }

    /** The answer to some commands, or empty if Redis does not give it in time. */
    <T> Optional<T> ask(Duration limit, Function<RedissonClient, CompletionStage<T>> commands) {
        if (isAway.get() && System.nanoTime() - nextAttempt.get() < 0) {
            return Optional.empty();
        }
        try {
            T answer = sent(commands).toCompletableFuture().get(limit.toMillis(), TimeUnit.MILLISECONDS);
            isConnected = true;
            if (isAway.getAndSet(false)) {
                log.info("Redis answers the chat again. Presence and rate limits count again.");
            }
            return Optional.of(answer);
        } catch (RedisException | CompletionException | ExecutionException | TimeoutException failure) {
            pause(failure);
            return Optional.empty();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /** Until the client has connected, its methods block. Then this thread does not wait for them. */
    private <T> CompletionStage<T> sent(Function<RedissonClient, CompletionStage<T>> commands) {
        return isConnected
                ? commands.apply(client)
                : CompletableFuture.supplyAsync(() -> commands.apply(client), connecting)
                        .thenCompose(Function.identity());
    }

    private void pause(Exception failure) {
        nextAttempt.set(System.nanoTime() + PAUSE.toNanos());
        if (!isAway.getAndSet(true)) {
            log.warn(
                    "Redis does not answer the chat ({}). Messages are sent without rate limit and shown up to a few"
                            + " seconds later, and nobody knows who is online. Check the server in"
                            + " spring.data.redis.",
                    String.valueOf(failure.getCause() == null ? failure : failure.getCause()));
        }
    }
}
