package io.github.dynamocached.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.dynamocached.Outcome;
import io.github.dynamocached.cache.ControlledEntryStore.Kind;
import io.github.dynamocached.cache.HeldCommand;
import io.github.dynamocached.cache.Stages;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.core.exception.AbortedException;

/** A caller that is interrupted while it waits for Redis, whose AWS client then refuses to read. */
@Timeout(120)
class InterruptedLoadTests extends TurnLoadsFixture {

    @Test
    void callersThatWaitForItReadForThemselves() {
        HeldCommand acquire = node.store().holdNext(Kind.ACQUIRE);
        CompletableFuture<Throwable> failure = new CompletableFuture<>();
        CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
        Thread leader = new Thread(() -> {
            try {
                node.read(slot, () -> turns.client().getItem(turns.get(1)).toString());
            } catch (RuntimeException thrown) {
                failure.complete(thrown);
            }
            interrupted.complete(Thread.currentThread().isInterrupted());
        });
        leader.start();
        acquire.awaitArrival();
        await().until(() -> leader.getState() == Thread.State.WAITING);
        CompletableFuture<Outcome> follower = node.readBehindLeader(
                slot, () -> turns.client().getItem(turns.get(1)).item().toString());
        leader.interrupt();
        acquire.release();
        assertThat(Stages.await(failure)).hasCauseInstanceOf(AbortedException.class);
        assertThat(Stages.await(interrupted)).isTrue();
        assertThat(Stages.await(follower).value()).asString().contains("hello");
        assertThat(turns.reads().count()).isEqualTo(1);
    }
}
