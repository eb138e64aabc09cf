package io.github.dynamocached.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamocached.CacheKey;
import io.github.dynamocached.store.Watch;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrackingChannelTests extends TrackingChannelFixture {

    private static final String PUSH = ">2\n$10\ninvalidate\n";

    private Watch watch() {
        return Objects.requireNonNull(tracking.watch());
    }

    private void assertEnded(Watch watch) {
        assertThat(watch.isOpen()).isFalse();
        assertThat(channel.isOpen()).isFalse();
        assertThat(events).containsExactly("opened r1", "ended");
        assertThat(lost).isEqualTo(1);
    }

    @Test
    void asksForEverythingInItsOrderAndIsOpenWhenTheRoleIsKnown() {
        assertThat(written()).containsExactly("HELLO", "3");
        receive("%1\n+proto\n:3\n");
        assertThat(written()).containsExactly("INFO", "server");
        receiveText("# Server\r\nrun_id:r1\r\n");
        assertThat(written()).containsExactly("CLIENT", "TRACKING", "ON", "BCAST", "PREFIX", "dynamocached:users:");
        receive("+OK\n");
        assertThat(written()).containsExactly("SUBSCRIBE", "dynamocached:@near");
        receive(">3\n+subscribe\n+dynamocached:@near\n:1\n");
        assertThat(written()).containsExactly("ROLE");
        assertThat(tracking.watch()).isNull();
        assertThat(events).isEmpty();

        answerRole();
        assertThat(events).containsExactly("opened r1");
        assertThat(watch().holds(nanos)).isTrue();
        assertThat(watch().coversSince(nanos)).isFalse();
        assertThat(watch().coversSince(nanos + 1)).isTrue();
    }

    @Test
    void eachKeyOfAPushIsTold() {
        open();
        receive(PUSH + "*2\n$20\ndynamocached:users:1\n$22\ndynamocached:users:a:b\n");
        receive(PUSH + "*1\n$20\ndynamocached:other:1\n");
        receive(PUSH + "*1\n$5\nother\n");
        assertThat(told).containsExactly(CacheKey.ofText("users", "1"), CacheKey.ofText("users", "a:b"));
        assertThat(watch().isOpen()).isTrue();
    }

    @Test
    void watchIsConfirmedAsOfTheMomentWhenTheQuestionWasSent() {
        open();
        pass(BEAT);
        long sent = nanos;
        pass(BEAT);
        pass(BEAT);
        answerRole();
        assertThat(watch().behind(nanos)).isEqualTo(nanos - sent);
    }

    @Test
    void watchHoldsNoLongerThanTheLagWhileNothingIsAnswered() {
        open();
        pass(LAG.minus(BEAT));
        assertThat(watch().holds(nanos)).isTrue();
        stall(LAG);
        assertThat(watch().holds(nanos)).isFalse();
        assertThat(watch().isOpen()).isTrue();
    }

    @Test
    void channelOverWhichNothingIsAnsweredIsOver() {
        open();
        Watch watch = watch();
        pass(LAG.multipliedBy(2));
        assertEnded(watch);
        assertThat(refusal).isNull();
    }

    @Test
    void pauseOfThisNodeDoesNotEndTheChannel() {
        open();
        pass(BEAT);
        stall(Duration.ofMinutes(1));
        assertThat(channel.isOpen()).isTrue();
        answerRole();
        assertThat(watch().holds(nanos)).isFalse();
        answerRole();
        assertThat(watch().holds(nanos)).isTrue();
    }

    @Test
    void nullStandsForEverythingAndBeginsAnotherWatch() {
        open();
        Watch former = watch();
        nanos += 10;
        receive(PUSH + "_\n");
        assertThat(former.isOpen()).isFalse();
        assertThat(lost).isEqualTo(1);
        assertThat(channel.isOpen()).isTrue();

        Watch next = watch();
        assertThat(next.coversSince(nanos)).isFalse();
        assertThat(next.holds(nanos)).isFalse();
        pass(BEAT);
        answerRole();
        assertThat(next.holds(nanos)).isTrue();
        assertThat(watch()).isSameAs(next);
    }

    @Test
    void otherSlotsBeginAnotherWatch() {
        open();
        Watch former = watch();
        tracking.renewSoon();
        assertThat(former.isOpen()).isFalse();
        channel.runPendingTasks();
        assertThat(watch()).isNotSameAs(former);
        assertThat(watch().isOpen()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*5\n+slave\n+127.0.0.1\n:6379\n+connected\n:5\n",
                "-BUSY Redis is busy running a script\n",
                "+PONG\n",
                "_\n",
                "nonsense\n",
                ">1\n+invalidate\n",
                ">2\n+invalidate\n:1\n",
                ">2\n+invalidate\n*1\n_\n",
                ">3\n+unsubscribe\n+dynamocached:@near\n:0\n",
                ">1\n+tracking-redir-broken\n"
            })
    void anythingUnexpectedEndsTheChannel(String bytes) {
        open();
        Watch watch = watch();
        pass(BEAT);
        receive(bytes);
        assertEnded(watch);
    }

    @Test
    void answerWithoutAQuestionEndsTheChannel() {
        open();
        Watch watch = watch();
        answerRole();
        assertEnded(watch);
    }

    @Test
    void messageOnTheSilentChannelDoesNotMatter() {
        open();
        receive(">3\n+message\n+dynamocached:@near\n+text\n");
        assertThat(watch().isOpen()).isTrue();
    }

    @Test
    void brokenConnectionEndsTheWatch() {
        open();
        Watch watch = watch();
        var unused = channel.close();
        assertEnded(watch);
    }

    @Test
    void renewedCredentialsEndTheChannel() {
        open();
        Watch watch = watch();
        var written = channel.writeAndFlush("AUTH");
        assertThat(written.cause()).isInstanceOf(ClosedChannelException.class);
        assertEnded(watch);
    }

    @Test
    void channelThatIsEndedByItsOwnerEndsItsWatchAtOnce() {
        open();
        Watch watch = watch();
        tracking.endSoon();
        assertThat(watch.isOpen()).isFalse();
        channel.runPendingTasks();
        assertEnded(watch);
    }

    @Test
    void nothingIsToldAfterTheEnd() {
        open();
        receive("+PONG\n" + PUSH + "*1\n$20\ndynamocached:users:1\n");
        assertThat(told).isEmpty();
    }

    @Test
    void refusalSaysWhatWasRefused() {
        receive("-NOPERM User cache has no permissions to run the 'hello' command\n");
        assertThat(refusal).isEqualTo(new TrackingRefusal("HELLO", "NOPERM"));
        assertThat(events).containsExactly("ended");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-BUSY Redis is busy\n", "-LOADING Redis is loading\n"})
    void serverThatIsBusyNowHasRefusedNothing(String bytes) {
        receive(bytes);
        assertThat(events).containsExactly("ended");
        assertThat(refusal).isNull();
    }

    @Test
    void refusedSubscriptionIsARefusal() {
        receive("%1\n+proto\n:3\n");
        receiveText("run_id:r1\r\n");
        receive("+OK\n-NOPERM No permissions to access a channel\n");
        assertThat(refusal).isEqualTo(new TrackingRefusal("SUBSCRIBE", "NOPERM"));
    }

    @Test
    void serverThatDoesNotSayWhichProcessItIsCannotBeTracked() {
        receive("%1\n+proto\n:3\n");
        receiveText("redis_version:7\r\n");
        assertThat(refusal).isEqualTo(new TrackingRefusal("INFO", TrackingRefusal.NO_RUN));
    }

    @Test
    void serverThatAnswersNothingAtTheBeginningIsLeft() {
        pass(Duration.ofSeconds(6));
        assertThat(events).containsExactly("ended");
        assertThat(refusal).isNull();
    }

    @Test
    void serverIsAskedAgainAndAgain() {
        open();
        written();
        for (int i = 0; i < 10; i++) {
            pass(BEAT);
            assertThat(written()).isEqualTo(List.of("ROLE"));
            answerRole();
        }
        assertThat(watch().holds(nanos)).isTrue();
    }
}
