package io.github.dynamocached.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamocached.breaker.RedisUnavailableException;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.redisson.client.RedisException;
import org.redisson.client.protocol.CommandData;

/** What a connection to a replica believes of it, by what it reports. */
class ReplicaChannelTests {

    private static final PrimaryView PRIMARY = new PrimaryView("run1", "reign1", 0, new ClockEstimate(0, 0, 0));

    private final Reigns reigns = new Reigns();
    private final List<@Nullable Primary> readers = new ArrayList<>();
    private long nanos = 1;
    private final ReplicaChannel replica = new ReplicaChannel(reigns, () -> nanos);
    private final EmbeddedChannel channel = new EmbeddedChannel(replica, new ChannelInboundHandlerAdapter() {
        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            readers.add(Primary.current());
        }
    });

    @AfterEach
    void close() {
        var unused = channel.close();
    }

    private static String state(String role, String link, String reign, long bytes) {
        return "# Replication\r\nrole:" + role + "\r\nmaster_link_status:" + link + "\r\nslave_repl_offset:" + bytes
                + "\r\nmaster_replid:" + reign + "\r\n";
    }

    @SuppressWarnings("unchecked")
    private CompletableFuture<Object> asked() {
        replica.check();
        channel.runPendingTasks();
        CommandData<?, ?> question = channel.readOutbound();
        assertThat(question.getCommand().getName()).isEqualTo("INFO");
        return (CompletableFuture<Object>) question.getPromise();
    }

    private void report(String state) {
        assertThat(asked().complete(state.getBytes(UTF_8))).isTrue();
    }

    private String problem() {
        RedisUnavailableException refusal = replica.refusal();
        Throwable ofReads = replica.refusalOf(Commands.HMGET);
        assertThat(ofReads == null).isEqualTo(refusal == null);
        return ofReads == null ? "" : String.valueOf(ofReads.getMessage());
    }

    @Test
    void replicaThatFollowsIsReadAndJudgedByItsPrimary() {
        reigns.note(PRIMARY, 100, nanos);
        report(state("slave", "up", "reign1", 100));
        assertThat(problem()).isEmpty();

        var unused = channel.writeOneInbound("answer");

        assertThat(readers).singleElement().satisfies(primary -> {
            assertThat(primary).isNotNull();
            assertThat(primary.view()).isEqualTo(PRIMARY);
        });
        assertThat(Primary.current()).isNull();
    }

    @Test
    void replicaIsNotReadBeforeItHasReported() {
        assertThat(problem()).isEqualTo("The replica cannot be read: it has not reported its state so far.");
    }

    @ParameterizedTest
    @CsvSource({
        "master, up, reign1, 100, it is no replica",
        "slave, down, reign1, 100, it has no connection to its primary",
        "slave, up, reign2, 100, 'it is too far behind, or follows a primary of which nothing was heard for seconds'",
        "slave, up, reign1, 99, 'it is too far behind, or follows a primary of which nothing was heard for seconds'"
    })
    void replicaThatDoesNotFollowIsNotRead(String role, String link, String reign, long bytes, String why) {
        reigns.note(PRIMARY, 100, nanos);
        report(state("slave", "up", "reign1", 100));
        report(state(role, link, reign, bytes));

        assertThat(problem()).isEqualTo("The replica cannot be read: " + why + ".");
        var unused = channel.writeOneInbound("answer to a read from before");
        assertThat(readers).singleElement().satisfies(primary -> {
            assertThat(primary).isNotNull();
            assertThat(primary.view()).isNull();
        });
    }

    @Test
    void replicaThatRefusesToReportIsNotRead() {
        reigns.note(PRIMARY, 100, nanos);
        assertThat(asked().completeExceptionally(new RedisException("NOPERM"))).isTrue();
        assertThat(problem()).isEqualTo("The replica cannot be read: it does not report its state.");
    }

    @Test
    void replicaIsNotReadOnceItHasBeenSilentForSeconds() {
        reigns.note(PRIMARY, 100, nanos);
        report(state("slave", "up", "reign1", 100));
        nanos += TimeUnit.SECONDS.toNanos(3);
        assertThat(problem()).isEmpty();
        nanos++;
        assertThat(problem()).isEqualTo("The replica cannot be read: it has not reported its state for seconds.");
    }

    @Test
    void replicaIsAskedOneQuestionAtATime() {
        CompletableFuture<Object> first = asked();
        replica.check();
        channel.runPendingTasks();
        assertThat(channel.<Object>readOutbound()).isNull();

        assertThat(first.complete(state("slave", "up", "reign1", 0).getBytes(UTF_8)))
                .isTrue();
        assertThat(asked()).isNotDone();
    }
}
