package io.github.dynamocached.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamocached.CapturedLog;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.resolver.DefaultAddressResolverGroup;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.redisson.client.RedisClient;
import org.redisson.client.RedisClientConfig;

class TrackingRefusalTests {

    private static final RedisClient CLIENT = RedisClient.create(new RedisClientConfig()
            .setAddress("redis://127.0.0.1:1")
            .setSocketChannelClass(NioSocketChannel.class)
            .setResolverGroup(DefaultAddressResolverGroup.INSTANCE));

    @RegisterExtension
    final CapturedLog captured = new CapturedLog(Trackings.class.getName());

    private final TrackedPrimary server = new TrackedPrimary(CLIENT, "Redis at 127.0.0.1:6379", () -> "cache", "");
    private final TrackedKeys keys = TrackedKeys.none("dynamocached");
    private final TrackingLog log = new TrackingLog();

    @AfterAll
    static void close() {
        CLIENT.shutdown();
    }

    @Test
    void missingRightIsNamedWithWhatToGrant() {
        assertThat(new TrackingRefusal("CLIENT TRACKING", "NOPERM").told(server, keys))
                .isEqualTo("Redis at 127.0.0.1:6379 refuses CLIENT TRACKING (NOPERM) to user 'cache'. Near caches keep"
                        + " nothing from it; everything else works as before. Grant it with ACL SETUSER cache +info"
                        + " +role +client|tracking +subscribe &dynamocached:@near. Retries are automatic.");
    }

    @Test
    void serverThatCannotTrackIsNamed() {
        assertThat(new TrackingRefusal("HELLO", "ERR").told(server, keys))
                .isEqualTo("Redis at 127.0.0.1:6379 refuses HELLO (ERR). Near caches keep nothing from it; everything"
                        + " else works as before. Connect to Redis 6 or later without a proxy, or set near: false."
                        + " Retries are automatic.");
        assertThat(new TrackingRefusal("ROLE", "").told(server, keys)).contains(" refuses ROLE. ");
        assertThat(new TrackingRefusal("INFO", TrackingRefusal.NO_RUN).told(server, keys))
                .contains(" has no run_id in its answer to INFO server. ");
    }

    @Test
    void eachReasonIsLoggedOnceAndItsEndToo() {
        TrackingRefusal refusal = new TrackingRefusal("HELLO", "ERR");
        log.refused(server, refusal, keys);
        log.refused(server, refusal, keys);
        assertThat(captured.lines()).hasSize(1).allMatch(line -> line.startsWith("WARN Redis at 127.0.0.1:6379"));

        log.accepted(server);
        log.accepted(server);
        assertThat(captured.lines())
                .hasSize(2)
                .endsWith("INFO Redis at 127.0.0.1:6379 tells what changes, so near caches keep its values");
    }
}
