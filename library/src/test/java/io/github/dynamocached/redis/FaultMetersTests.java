package io.github.dynamocached.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.dynamocached.CacheKey;
import io.github.dynamocached.Outcome;
import io.github.dynamocached.Outcome.Source;
import io.github.dynamocached.cache.Node;
import io.github.dynamocached.micrometer.MeteredNode;
import io.github.dynamocached.servers.RedisServer;
import io.github.dynamocached.servers.RespConnection;
import io.github.dynamocached.store.Slot;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which meters move while something happens to a real Redis. */
@Tag("full")
class FaultMetersTests {

    private final RedisServer server = RedisServer.start();
    private MeteredNode metered = MeteredNode.on(server);
    private final Slot slot = new Slot(CacheKey.of("users", List.of("u1")), "Text");
    private final String key = RedisStoreFixture.nameOf(slot.key());

    @AfterEach
    void stop() {
        metered.close();
        server.close();
    }

    /** From now on with the default settings, which give up a server that hangs. */
    private void becomeHasty() {
        metered.close();
        metered = MeteredNode.hasty(server);
    }

    private Outcome read() {
        return metered.node().read(slot, () -> "value");
    }

    private void awaitHit() {
        await().until(() -> read().source() == Source.HIT);
    }

    /** The caller may be told before the meters are. */
    private void awaitFailed(String commandAndReason) {
        await().untilAsserted(() -> assertThat(metered.failures()).containsKey(commandAndReason));
    }

    @Test
    void serverThatHangsIsSeenUntilItServesAgain() {
        becomeHasty();
        awaitHit();
        await().until(() -> metered.circuit("reads").equals("closed"));
        server.pause();
        await().until(() ->
                read().source() == Source.BYPASS && metered.failures().containsKey("HMGET circuit_open"));
        assertThat(metered.node().evict(slot)).isFalse();

        awaitFailed("HMGET timeout");
        assertThat(metered.count("dynamocached.reads", "result", "bypass")).isPositive();
        assertThat(metered.circuit("reads")).isIn("open", "half_open");
        awaitFailed("evict timeout");
        assertThat(metered.count("dynamocached.evictions", "outcome", "queued")).isEqualTo(1);
        assertThat(metered.gauge("dynamocached.outbox.size")).isEqualTo(1);
        assertThat(metered.gauge("dynamocached.keys.poisoned")).isEqualTo(1);
        assertThat(metered.gauge("dynamocached.cache.poisoned")).isZero();
        await().until(() -> metered.gauge("dynamocached.outbox.age") > 0);

        server.resume();
        await().until(() -> metered.gauge("dynamocached.outbox.size") == 0);
        await().until(() -> metered.count("dynamocached.evictions.retries", "outcome", "acknowledged") == 1);
        awaitHit();
        await().until(() -> metered.circuit("reads").equals("closed"));
        assertThat(metered.gauge("dynamocached.outbox.age")).isZero();
    }

    @Test
    void serverThatRefusesAtTheStartIsSeen() {
        RedisServer gone = RedisServer.start();
        RedisConnection connection = RedisConnection.to(Connections.configOf(gone), RedisSettings.DEFAULT);
        gone.close();
        try (MeteredNode alone = new MeteredNode(connection, Node.SETTINGS)) {
            assertThat(alone.node().read(slot, () -> "value").source()).isEqualTo(Source.BYPASS);
            assertThat(alone.failures()).containsEntry("HMGET not_connected", 1.0);
        }
    }

    @Test
    void connectionsThatBreakAreSeen() {
        becomeHasty();
        awaitHit();
        server.pause();
        var waiting = metered.node().readElsewhere(slot, () -> "value");
        await().until(() -> metered.failures().containsKey("HMGET timeout"));
        assertThat(waiting.join().source()).isEqualTo(Source.BYPASS);
        server.close();
        await().untilAsserted(() -> {
            assertThat(read().source()).isEqualTo(Source.BYPASS);
            assertThat(metered.failures()).containsKey("HMGET connection");
        });
    }

    @Test
    void memoryThatIsFullIsSeen() {
        server.execute("CONFIG", "SET", "maxmemory", "1");
        assertThat(read().value()).isEqualTo("value");
        awaitFailed("tryLock out_of_memory");
        assertThat(metered.failures()).doesNotContainKey("HMGET out_of_memory");
    }

    @Test
    void primaryThatBecameAReplicaIsSeen() {
        try (RedisServer other = RedisServer.start()) {
            server.execute("REPLICAOF", "127.0.0.1", other.port());
            assertThat(read().value()).isEqualTo("value");
            assertThat(metered.node().evict(slot)).isFalse();
            awaitFailed("evict read_only");
            server.execute("REPLICAOF", "NO", "ONE");
            await().until(() -> metered.gauge("dynamocached.keys.poisoned") == 0);
        }
    }

    @Test
    void userWithoutTheRightsIsSeen() {
        server.execute("ACL", "SETUSER", "default", "-hmget");
        assertThat(read().source()).isEqualTo(Source.BYPASS);
        awaitFailed("HMGET denied");
        try (RespConnection client = server.connect()) {
            client.execute("ACL", "SETUSER", "default", "+hmget");
        }
        awaitHit();
    }

    @ParameterizedTest
    @CsvSource({
        "format, garbage",
        "format, 1 1 99999999999999 99999999999999 99999999999999 Text 1 1 +",
        "format, 2 1 999999999999999999999999 1 1 IeV7cH_- 1+",
        "schema, 2 1 99999999999999 1 1 another1 1+",
    })
    void stampThatIsNoneIsCountedByReason(String reason, String stamp) {
        server.execute("HSET", key, "@x:Text", stamp);
        assertThat(read().source()).isEqualTo(Source.MISS);
        assertThat(unreadable(reason)).isEqualTo(1);
        awaitHit();
        assertThat(unreadable(reason)).isEqualTo(1);
    }

    @Test
    void keyOfAnotherTypeIsCounted() {
        server.execute("SET", key, "text");
        assertThat(read().source()).isEqualTo(Source.MISS);
        assertThat(unreadable("type")).isEqualTo(1);
    }

    @Test
    void valueThatCannotBeDecodedIsCounted() {
        awaitHit();
        server.execute("HSET", key, "@v:Text", "!");
        assertThat(read().value()).isEqualTo("value");
        assertThat(unreadable("value")).isEqualTo(1);
    }

    private double unreadable(String reason) {
        return metered.count("dynamocached.unreadable", "reason", reason);
    }
}
