package io.github.dynamocached.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** When a connection over which nothing is answered is closed. Time is what a test says. */
class SilentConnectionTests {

    private static final long LOOK_MILLIS = 500;

    private final AtomicLong nanos = new AtomicLong();
    private final SilencePace pace = new SilencePace(RedisSettings.DEFAULT);

    private EmbeddedChannel connection() {
        EmbeddedChannel channel = new EmbeddedChannel();
        channel.freezeTime();
        channel.pipeline().addFirst(new SilentConnection(pace, nanos::get));
        return channel;
    }

    private void look(EmbeddedChannel connection, int times) {
        for (int i = 0; i < times; i++) {
            lookAfter(connection, LOOK_MILLIS);
        }
    }

    private void lookAfter(EmbeddedChannel connection, long millis) {
        nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(millis));
        connection.advanceTimeBy(LOOK_MILLIS, TimeUnit.MILLISECONDS);
        connection.runScheduledPendingTasks();
    }

    private static void ask(EmbeddedChannel connection) {
        var unused = connection.writeOneOutbound("question");
        connection.flushOutbound();
    }

    private static void answer(EmbeddedChannel connection) {
        var unused = connection.writeOneInbound("answer");
    }

    @Test
    void connectionThatAnswersNothingForSomeLooksIsClosed() {
        EmbeddedChannel connection = connection();
        ask(connection);
        look(connection, 3);
        assertThat(connection.isOpen()).isTrue();

        look(connection, 1);
        assertThat(connection.isOpen()).isFalse();
    }

    @Test
    void connectionOverWhichNothingIsSentStaysOpen() {
        EmbeddedChannel connection = connection();
        ask(connection);
        answer(connection);

        look(connection, 20);
        assertThat(connection.isOpen()).isTrue();
    }

    @Test
    void eachAnswerBeginsTheWaitAnew() {
        EmbeddedChannel connection = connection();
        for (int i = 0; i < 5; i++) {
            ask(connection);
            look(connection, 3);
            answer(connection);
        }
        assertThat(connection.isOpen()).isTrue();
    }

    @Test
    void lookThatComesLateSaysNothing() {
        EmbeddedChannel connection = connection();
        ask(connection);
        look(connection, 3);
        lookAfter(connection, 10 * LOOK_MILLIS);
        look(connection, 3);
        assertThat(connection.isOpen()).isTrue();

        look(connection, 1);
        assertThat(connection.isOpen()).isFalse();
    }

    @Test
    void furtherConnectionsToAServerThatAnswersNobodyAreGivenTwiceAsLongEach() {
        for (int looks = 4; looks <= 128; looks *= 2) {
            assertClosedAfter(looks);
        }
        assertClosedAfter(128);

        EmbeddedChannel answered = connection();
        answer(answered);
        assertClosedAfter(4);
    }

    private void assertClosedAfter(int looks) {
        EmbeddedChannel connection = connection();
        ask(connection);
        look(connection, looks - 1);
        assertThat(connection.isOpen()).isTrue();
        look(connection, 1);
        assertThat(connection.isOpen()).isFalse();
    }

    @Test
    void looksEndWithTheConnection() {
        EmbeddedChannel connection = connection();
        var unused = connection.close();
        assertThat(connection.hasPendingTasks()).isFalse();
    }

    @Test
    void commandsThatHaveLongerAreWaitedForLonger() {
        assertThat(pace.lookNanos()).isEqualTo(Duration.ofMillis(500).toNanos());
        assertThat(new SilencePace(Connections.PATIENT).lookNanos())
                .isEqualTo(Duration.ofSeconds(5).toNanos());
    }
}
