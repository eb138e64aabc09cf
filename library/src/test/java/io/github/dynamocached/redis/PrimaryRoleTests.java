package io.github.dynamocached.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamocached.CommandFailure;
import io.github.dynamocached.breaker.RedisUnavailableException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.redisson.client.RedisException;
import org.redisson.client.RedisReadonlyException;
import org.redisson.client.RedisTimeoutException;
import org.redisson.client.protocol.CommandData;

/** A server that answers reads and is no primary, seen from one connection to it. */
class PrimaryRoleTests extends PrimaryChannelFixture {

    private static final String REFUSAL = "READONLY You can't write against a read only replica.";

    private void becomePrimary() {
        write(Commands.HMGET);
        answerAsPrimary(written());
    }

    private static void assertRefused(CommandData<?, ?> command) {
        assertThat(command.getPromise())
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .havingCause()
                .isInstanceOfSatisfying(
                        RedisUnavailableException.class,
                        failure -> assertThat(failure.reason()).isEqualTo(CommandFailure.READ_ONLY));
    }

    private void closeIsDue() {
        channel.advanceTimeBy(1, TimeUnit.SECONDS);
        channel.runScheduledPendingTasks();
    }

    @Test
    void roleIsAskedForAheadOfTheFirstReadAfterASecond() {
        becomePrimary();

        nanos += PrimaryChannel.TRUST_NANOS - 1;
        write(Commands.HMGET);
        assertThat(names(written())).containsExactly("HMGET");

        nanos++;
        write(Commands.HMGET);
        write(Commands.HMGET);
        List<CommandData<?, ?>> written = written();
        assertThat(names(written)).containsExactly("INFO", "HMGET", "HMGET");
        answer(written.get(0), MASTER);

        write(Commands.HMGET);
        assertThat(names(written())).containsExactly("HMGET");
        assertThat(primary().view()).isNotNull();
    }

    @Test
    void roleIsAskedForWhenACheckIsDue() {
        becomePrimary();

        write(Commands.CHECK);

        assertThat(names(written())).containsExactly("INFO", "TIME");
    }

    @Test
    void replicaIsNotBelievedAndItsConnectionIsClosed() {
        becomePrimary();
        Primary primary = primary();
        nanos += PrimaryChannel.TRUST_NANOS;
        write(Commands.HMGET);

        answer(written().get(0), REPLICA);

        assertThat(primary.view()).isNull();
        assertThat(Objects.requireNonNull(primary.failure()).reason()).isEqualTo(CommandFailure.READ_ONLY);
        channel.runScheduledPendingTasks();
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void connectionToReplicaIsKeptForASecondSoThatItsSuccessorsComeNoFaster() {
        write(Commands.HMGET);
        List<CommandData<?, ?>> questions = written();
        answer(questions.get(0), info("run1"));
        answer(questions.get(1), REPLICA);
        answer(questions.get(2), time("100"));

        assertRefused(write(Commands.HMGET));
        assertRefused(write(Commands.EVALSHA_TOLD));
        assertThat(written()).isEmpty();
        channel.runScheduledPendingTasks();
        assertThat(channel.isOpen()).isTrue();
        closeIsDue();
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void scriptThatWaitedForTheAnswerOfAReplicaIsNotWritten() {
        CommandData<Object, Object> script = write(Commands.EVALSHA_TOLD);
        List<CommandData<?, ?>> questions = written();
        answer(questions.get(0), info("run1"));
        answer(questions.get(1), REPLICA);
        answer(questions.get(2), time("100"));

        assertRefused(script);
        assertThat(written()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {REFUSAL, "ERR Error running script (call to f_1): @user_script:5: -" + REFUSAL})
    void refusedWriteSaysThatTheServerIsAReplica(String refusal) {
        becomePrimary();
        CommandData<Object, Object> script = write(Commands.EVALSHA);

        boolean unused = script.tryFailure(
                refusal.equals(REFUSAL) ? new RedisReadonlyException(refusal) : new RedisException(refusal));

        assertRefused(write(Commands.HMGET));
        closeIsDue();
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void otherRefusalSaysNothingOfTheRole() {
        becomePrimary();
        boolean unused = write(Commands.EVALSHA).tryFailure(new RedisException("NOSCRIPT No matching script."));

        assertThat(primary().view()).isNotNull();
    }

    @Test
    void connectionOfTheApplicationIsNotClosedButAskedAgainAfterASecond() {
        var shared = channel(false);
        CommandData<Object, Object> read = command(Commands.HMGET);
        var unused = shared.writeOneOutbound(read);
        shared.flushOutbound();
        answer(shared.readOutbound(), info("run1"));
        answer(shared.readOutbound(), REPLICA);
        answer(shared.readOutbound(), time("100"));
        CommandData<?, ?> passed = shared.readOutbound();
        assertThat(passed).isSameAs(read);

        var refused = shared.writeOneOutbound(command(Commands.HMGET));
        assertThat(refused.isSuccess()).isFalse();
        nanos += PrimaryChannel.TRUST_NANOS;
        var again = shared.writeOneOutbound(command(Commands.HMGET));
        shared.flushOutbound();

        CommandData<?, ?> question = shared.readOutbound();
        assertThat(question.getCommand().getName()).isEqualTo("INFO");
        shared.advanceTimeBy(1, TimeUnit.MINUTES);
        shared.runScheduledPendingTasks();
        assertThat(again.isSuccess()).isTrue();
        assertThat(shared.isOpen()).isTrue();
    }

    @Test
    void serverThatTellsNoRoleIsTakenForAPrimary() {
        write(Commands.HMGET);
        List<CommandData<?, ?>> questions = written();
        answer(questions.get(0), info("run1"));
        answer(questions.get(1), new byte[0]);
        answer(questions.get(2), time("100"));

        assertThat(Objects.requireNonNull(primary().view()).reign()).isEmpty();
    }

    @Test
    void sameProcessInAnotherReignIsReportedAsAnother() {
        AtomicInteger told = new AtomicInteger();
        runs.listen(told::incrementAndGet);
        becomePrimary();
        write(Commands.CHECK);
        answer(written().get(0), MASTER);
        assertThat(told).hasValue(0);

        write(Commands.CHECK);
        answer(written().get(0), replication("master", "reign2"));

        assertThat(told).hasValue(1);
    }

    @Test
    void questionOfTheRoleThatFailsLeavesNothingKnown() {
        becomePrimary();
        write(Commands.CHECK);
        CompletableFuture<?> question = written().get(0).getPromise();

        boolean unused = question.completeExceptionally(new RedisTimeoutException("nothing came"));

        assertThat(primary().view()).isNull();
        write(Commands.HMGET);
        assertThat(names(written())).containsExactly("INFO", "INFO", "TIME", "HMGET");
    }

    @Test
    void roleThatMayNotBeAskedForAnyMoreChangesNothingThatIsKnown() {
        becomePrimary();
        PrimaryView known = primary().view();
        write(Commands.CHECK);
        CompletableFuture<?> question = written().get(0).getPromise();

        boolean unused = question.completeExceptionally(new RedisException("NOPERM this user has no permissions"));

        assertThat(primary().view()).isEqualTo(known);
    }
}
