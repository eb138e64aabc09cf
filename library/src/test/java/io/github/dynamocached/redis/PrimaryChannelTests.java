package io.github.dynamocached.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamocached.breaker.RedisUnavailableException;
import io.netty.channel.ChannelPromise;
import io.netty.channel.embedded.EmbeddedChannel;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.redisson.client.RedisException;
import org.redisson.client.protocol.CommandData;
import org.redisson.client.protocol.CommandsData;
import org.redisson.client.protocol.RedisCommand;

/** What goes out and comes in over one connection, and in which order. */
class PrimaryChannelTests extends PrimaryChannelFixture {

    @Test
    void questionGoesAheadOfTheFirstReadAndIsSharedByOthers() {
        write(Commands.HMGET);
        write(Commands.HMGET);

        List<CommandData<?, ?>> written = written();
        assertThat(names(written)).containsExactly("INFO", "INFO", "TIME", "HMGET", "HMGET");
        answer(written.get(0), info("run1"));
        answer(written.get(1), MASTER);
        answer(written.get(2), time("100"));

        PrimaryView view = Objects.requireNonNull(primary().view());
        assertThat(view.run()).isEqualTo("run1");
        assertThat(view.startMillis()).isEqualTo(61_000);
        assertThat(names(written())).containsExactly("TIME");
        write(Commands.HMGET);
        assertThat(names(written())).containsExactly("HMGET");
    }

    @Test
    void timeIsAskedForThreeTimesAndTheEarliestStartCounts() {
        write(Commands.HMGET);
        List<CommandData<?, ?>> first = written();
        answer(first.get(0), info("run1"));
        answer(first.get(1), MASTER);
        answer(first.get(2), time("101"));
        answer(written().get(0), time("100"));
        answer(written().get(0), time("102"));

        assertThat(written()).isEmpty();
        assertThat(Objects.requireNonNull(primary().view()).startMillis()).isEqualTo(61_000);
    }

    @Test
    void commandsThatNeedNothingAskNothing() {
        write(Commands.EVALSHA);
        write(Commands.EVAL);

        assertThat(names(written())).containsExactly("EVALSHA", "EVAL");
    }

    @Test
    void scriptThatIsToldTheStartIsWrittenWhenItIsKnown() {
        write(Commands.EVALSHA_TOLD);
        List<CommandData<?, ?>> written = written();
        assertThat(names(written)).containsExactly("INFO", "INFO", "TIME");
        answer(written.get(0), info("run1"));
        answer(written.get(1), MASTER);
        starts.clear();

        answer(written.get(2), time("100"));

        assertThat(names(written())).containsExactly("EVALSHA", "TIME");
        assertThat(starts).first().isEqualTo("61000");
        assertThat(Primary.START).hasToString("9007199254740991");
    }

    @Test
    void scriptAfterARedirectionIsHeldToo() {
        CommandData<Object, Object> asking = command(new RedisCommand<>("ASKING"));
        send(new CommandsData(
                new CompletableFuture<>(), List.of(asking, command(Commands.EVALSHA_TOLD)), false, false));

        assertThat(names(written())).containsExactly("INFO", "INFO", "TIME");
    }

    @Test
    void whatWaitsFailsWithTheQuestionAndTheNextCommandAsksAgain() {
        CompletableFuture<Object> script = write(Commands.EVALSHA_TOLD).getPromise();
        List<CommandData<?, ?>> written = written();

        written.get(0).tryFailure(new RedisException("NOPERM this user has no permissions"));
        written.get(1).tryFailure(new RedisException("NOPERM this user has no permissions"));
        written.get(2).tryFailure(new RedisException("NOPERM this user has no permissions"));

        assertThat(script)
                .isCompletedExceptionally()
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .havingCause()
                .isInstanceOf(RedisUnavailableException.class)
                .withMessage("INFO or TIME failed with RedisException (NOPERM).");
        assertThat(primary().view()).isNull();
        assertThat(primary().failure()).isNotNull().hasMessage("INFO or TIME failed with RedisException (NOPERM).");
        write(Commands.HMGET);
        assertThat(names(written())).containsExactly("INFO", "INFO", "TIME", "HMGET");
    }

    @Test
    void whatWaitsFailsWhenTheConnectionBreaks() {
        CompletableFuture<Object> script = write(Commands.EVALSHA_TOLD).getPromise();

        var unused = channel.close();

        assertThat(script).isCompletedExceptionally();
    }

    @Test
    void commandThatWasGivenUpWhileItWaitedIsNeverWritten() {
        ChannelPromise promise = channel.newPromise();
        var unused = channel.writeAndFlush(command(Commands.EVALSHA_TOLD), promise);
        List<CommandData<?, ?>> written = written();
        assertThat(promise.cancel(false)).isTrue();

        answer(written.get(0), info("run1"));
        answer(written.get(1), MASTER);
        answer(written.get(2), time("100"));

        assertThat(names(written())).containsExactly("TIME");
    }

    @Test
    void probeAsksAgain() {
        write(Commands.HMGET);
        List<CommandData<?, ?>> first = written();
        answer(first.get(0), info("run1"));
        answer(first.get(1), MASTER);
        answer(first.get(2), time("100"));
        var unused = written();

        write(Commands.PROBE);

        assertThat(names(written())).containsExactly("INFO", "INFO", "TIME", "TIME");
    }

    @Test
    void connectionsKnowNothingOfEachOther() {
        write(Commands.HMGET);
        List<CommandData<?, ?>> first = written();
        answer(first.get(0), info("run1"));
        answer(first.get(1), MASTER);
        answer(first.get(2), time("100"));
        Primary known = primary();
        EmbeddedChannel other = channel(true);
        readers.clear();

        receive(other);

        assertThat(readers).hasSize(1).doesNotContain(known);
        assertThat(Objects.requireNonNull(readers.get(0)).view()).isNull();
        assertThat(Primary.current()).isNull();
    }
}
