package io.github.dynamocached.tracking;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.dynamocached.CacheKey;
import io.github.dynamocached.store.ToldKeys;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;

/** One channel, and a test in place of the server. Time is what the test says. */
abstract class TrackingChannelFixture implements ChannelOwner, ToldKeys {

    static final Duration LAG = Duration.ofMillis(100);
    static final Duration BEAT = Duration.ofMillis(25);

    final List<CacheKey> told = new ArrayList<>();
    final List<String> events = new ArrayList<>();

    @Nullable
    TrackingRefusal refusal;

    int lost;
    long nanos = 1;
    final TrackedKeys keys = TrackedKeys.none("dynamocached").with("users", this);
    final TrackingChannel tracking = new TrackingChannel(keys, LAG, this, () -> nanos);
    final EmbeddedChannel channel = new EmbeddedChannel();

    TrackingChannelFixture() {
        channel.freezeTime();
        channel.pipeline().addLast(new AnswerDecoder(), tracking);
    }

    @AfterEach
    void end() {
        var unused = channel.close();
        channel.releaseOutbound();
    }

    @Override
    public void opened(TrackingChannel open, String run) {
        events.add("opened " + run);
    }

    @Override
    public void ended(TrackingChannel over, @Nullable TrackingRefusal reason) {
        events.add("ended");
        refusal = reason;
    }

    @Override
    public void told(CacheKey key) {
        told.add(key);
    }

    @Override
    public void lost() {
        lost++;
    }

    void receive(String bytes) {
        var unused = channel.writeInbound(Unpooled.copiedBuffer(bytes.replace("\n", "\r\n"), UTF_8));
    }

    void receiveText(String text) {
        var unused = channel.writeInbound(Unpooled.copiedBuffer("$" + text.length() + "\r\n" + text + "\r\n", UTF_8));
    }

    /** What has been written since the last call, without lengths. */
    List<String> written() {
        List<String> words = new ArrayList<>();
        for (ByteBuf next = channel.readOutbound(); next != null; next = channel.readOutbound()) {
            next.toString(UTF_8)
                    .lines()
                    .filter(line -> !line.matches("[*$][0-9]+"))
                    .forEach(words::add);
            next.release();
        }
        return words;
    }

    /** Time passes, and the event loop comes to its timers as they are due. */
    void pass(Duration time) {
        for (long left = time.toNanos(); left > 0; left -= BEAT.toNanos()) {
            nanos += BEAT.toNanos();
            channel.advanceTimeBy(BEAT.toNanos(), TimeUnit.NANOSECONDS);
            channel.runScheduledPendingTasks();
        }
    }

    /** Time passes in which the event loop comes to nothing. */
    void stall(Duration time) {
        nanos += time.toNanos();
        channel.advanceTimeBy(time.toNanos(), TimeUnit.NANOSECONDS);
        channel.runScheduledPendingTasks();
    }

    /** Answers everything up to the first role. */
    void open() {
        receive("%1\n+proto\n:3\n");
        receiveText("# Server\r\nredis_version:7.0.15\r\nrun_id:r1\r\n");
        receive("+OK\n");
        receive(">3\n+subscribe\n+dynamocached:@near\n:1\n");
        answerRole();
    }

    void answerRole() {
        receive("*3\n$6\nmaster\n:5\n*0\n");
    }
}
