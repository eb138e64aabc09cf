package io.github.dynamocached.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.resolver.DefaultAddressResolverGroup;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.redisson.client.RedisClient;
import org.redisson.client.RedisClientConfig;

/** Which of the connections to a server reads use. */
class ReadChannelsTests {

    private static final int THREADS = 20;

    private final ReadChannels open = new ReadChannels();
    private final RedisClient server = server();
    private final ReadChannel first = channel();
    private final ReadChannel second = channel();
    private final ReadChannel third = channel();

    private static RedisClient server() {
        return RedisClient.create(new RedisClientConfig()
                .setAddress("redis://127.0.0.1:1")
                .setSocketChannelClass(NioSocketChannel.class)
                .setResolverGroup(DefaultAddressResolverGroup.INSTANCE));
    }

    private ReadChannel channel() {
        PrimaryChannel primary = new PrimaryChannel(new PrimaryRuns(UnaryOperator.identity()), false);
        return new ReadChannel(new EmbeddedChannel(), primary, open, Duration.ofSeconds(1));
    }

    private void addAll() {
        open.add(server, first);
        open.add(server, second);
        open.add(server, third);
    }

    @AfterEach
    void stop() {
        server.shutdown();
    }

    /** What many threads get, each asking twice. */
    private Set<ReadChannel> usedBy(int threads, int most) {
        Set<ReadChannel> used = new HashSet<>();
        for (int i = 0; i < threads; i++) {
            CompletableFuture<ReadChannel> one = new CompletableFuture<>();
            CompletableFuture<ReadChannel> again = new CompletableFuture<>();
            new Thread(() -> {
                        one.complete(open.of(server, most));
                        again.complete(open.of(server, most));
                    })
                    .start();
            assertThat(one.join()).as("the same for a thread").isSameAs(again.join());
            used.add(one.join());
        }
        return used;
    }

    /** After a break Redisson may open one more connection than its pool has. */
    @Test
    void noMoreConnectionsThanThePoolHasAreUsedHoweverManyAreOpen() {
        addAll();
        assertThat(usedBy(THREADS, 1)).containsExactly(first);
        assertThat(usedBy(THREADS, 2)).isSubsetOf(first, second);
        assertThat(usedBy(THREADS, 10)).isSubsetOf(first, second, third);
    }

    @Test
    void threadsShareOutTheConnectionsOfALargerPool() {
        addAll();
        assertThat(usedBy(THREADS, 3)).hasSizeGreaterThan(1);
    }

    @Test
    void theNextConnectionTakesThePlaceOfOneThatIsClosed() {
        addAll();
        open.remove(server, first);
        assertThat(usedBy(THREADS, 1)).containsExactly(second);
        open.remove(server, second);
        open.remove(server, third);
        assertThat(open.of(server, 1)).isNull();
    }

    @Test
    void readsUseNoConnectionToAnotherServerOrToNone() {
        addAll();
        RedisClient other = server();
        assertThat(open.of(other, 1)).isNull();
        assertThat(open.of(null, 1)).isNull();
        open.remove(other, first);
        assertThat(open.of(server, 1)).isSameAs(first);
        other.shutdown();
    }
}
