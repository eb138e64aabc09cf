package io.github.dynamocached.redis;

import static io.github.dynamocached.cache.Stages.await;
import static io.github.dynamocached.cache.Stages.awaitFailure;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamocached.breaker.CommandKind;
import io.github.dynamocached.breaker.RedisUnavailableException;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.redisson.client.RedisException;
import org.redisson.client.RedisNoScriptException;
import org.redisson.client.RedisTimeoutException;

/** Failures never carry a text of Redisson, and a reply that is given up gives up its command. */
class ReplyTests {

    private final CompletableFuture<Object> sent = new CompletableFuture<>();
    private final Reply<Integer> reply = new Reply<>("HMGET") {
        @Override
        Integer answer(@Nullable Object answer) {
            return ((String) Objects.requireNonNull(answer)).length();
        }
    };

    private void send() {
        RedisConnection.follow(sent, reply);
    }

    @Test
    void answerIsRead() {
        send();
        sent.complete("four");

        assertThat(await(reply)).isEqualTo(4);
    }

    @Test
    void failureNamesCommandAndClassAlone() {
        send();
        sent.completeExceptionally(new RedisTimeoutException("command: HMGET, params: [dynamocached:users:secret]"));

        assertThat(awaitFailure(reply))
                .isInstanceOf(RedisUnavailableException.class)
                .hasMessage("HMGET failed with RedisTimeoutException.")
                .hasNoCause();
    }

    @Test
    void causeOfCompletionIsNamed() {
        send();
        sent.completeExceptionally(new CompletionException(new RedisTimeoutException("secret")));

        assertThat(awaitFailure(reply)).hasMessage("HMGET failed with RedisTimeoutException.");
    }

    @Test
    void errorReplyIsNamedByItsCode() {
        send();
        sent.completeExceptionally(new RedisException("NOPERM this user may not. channel: x command: HMGET secret"));

        assertThat(awaitFailure(reply)).hasMessage("HMGET failed with RedisException (NOPERM).");
    }

    @Test
    void answerThatIsNotUnderstoodFails() {
        send();
        sent.complete(4L);

        assertThat(awaitFailure(reply))
                .hasMessage("HMGET has an answer that cannot be understood (ClassCastException).")
                .hasNoCause();
    }

    @Test
    void causeIsNamedHoweverOftenItIsWrapped() {
        send();
        sent.completeExceptionally(
                new CompletionException(new CompletionException(new RedisTimeoutException("secret"))));

        assertThat(awaitFailure(reply)).hasMessage("HMGET failed with RedisTimeoutException.");
    }

    @Test
    void cancelledReplyCancelsCommand() {
        send();

        assertThat(reply.cancel(true)).isTrue();

        assertThat(sent).isCancelled();
        assertThat(reply).isCancelled();
    }

    @Test
    void replyThatTimesOutCancelsCommand() {
        send();

        CompletableFuture<Integer> timed = reply.orTimeout(1, TimeUnit.MILLISECONDS);

        assertThat(awaitFailure(timed)).isInstanceOf(TimeoutException.class);
        Awaitility.await().until(sent::isCancelled);
    }

    @Test
    void replyThatWasCancelledBeforeCommandWasSentCancelsIt() {
        assertThat(reply.cancel(true)).isTrue();
        send();

        assertThat(sent).isCancelled();
    }

    @Test
    void unknownScriptIsSentOnceMore() {
        ScriptReply<String> script = new ScriptReply<>("fill", CommandKind.FILL, String::valueOf);
        CompletableFuture<Object> withSource = new CompletableFuture<>();
        script.orElse(() -> RedisConnection.follow(withSource, script));
        RedisConnection.follow(sent, script);
        sent.completeExceptionally(new RedisNoScriptException("NOSCRIPT"));
        assertThat(script).isNotDone();

        withSource.completeExceptionally(new RedisNoScriptException("NOSCRIPT"));

        assertThat(awaitFailure(script)).hasMessage("fill failed with RedisNoScriptException.");
    }

    @Test
    void scriptThatMayHaveRunIsNotSentAgain() {
        ScriptReply<String> script = new ScriptReply<>("fill", CommandKind.FILL, String::valueOf);
        script.orElse(() -> {
            throw new AssertionError("Sent twice");
        });
        RedisConnection.follow(sent, script);
        sent.completeExceptionally(new RedisTimeoutException("secret"));

        assertThat(awaitFailure(script)).hasMessage("fill failed with RedisTimeoutException.");
    }

    @Test
    void unknownScriptThatNobodyWaitsForIsNotSentAgain() {
        ScriptReply<String> script = new ScriptReply<>("fill", CommandKind.FILL, String::valueOf);
        script.orElse(() -> {
            throw new AssertionError("Sent though given up");
        });
        CompletableFuture<Object> uncancellable = new CompletableFuture<>() {
            @Override
            public boolean cancel(boolean mayInterrupt) {
                return false;
            }
        };
        RedisConnection.follow(uncancellable, script);
        assertThat(script.cancel(true)).isTrue();

        uncancellable.completeExceptionally(new RedisNoScriptException("NOSCRIPT"));

        assertThat(script).isCancelled();
    }
}
