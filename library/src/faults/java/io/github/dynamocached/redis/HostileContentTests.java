package io.github.dynamocached.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.dynamocached.CacheKey;
import io.github.dynamocached.Outcome;
import io.github.dynamocached.Outcome.Source;
import io.github.dynamocached.cache.Node;
import io.github.dynamocached.servers.RedisServer;
import io.github.dynamocached.servers.RespConnection;
import io.github.dynamocached.store.Slot;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What lies under our keys is not ours to trust, and what a server answers is not always an answer. The caller gets the
 * value all the same, what cannot be read is replaced where it can be, and no key is left without a time to live.
 */
class HostileContentTests {

    private static final RedisServer SERVER = RedisServer.start();
    private static final RedisConnection CONNECTION = Connections.ready(Connections.open(SERVER));
    private static final Node NODE = nodeOn(CONNECTION);

    private final Slot slot =
            new Slot(CacheKey.of("users", List.of("hostile", UUID.randomUUID().toString())), "Text");
    private final String key = RedisStoreFixture.nameOf(slot.key());

    private static Node nodeOn(RedisConnection connection) {
        return new Node(new RedisEntryStore(connection), new RedisLoadLock(connection));
    }

    @AfterAll
    static void stop() {
        NODE.close();
        CONNECTION.close();
        SERVER.close();
    }

    private Outcome read() {
        return NODE.read(slot, () -> "value");
    }

    /** A call whose budget is over bypasses the cache, which may happen on a busy machine. */
    private void awaitHit() {
        await().until(() -> read().source() == Source.HIT);
        assertThat(read().value()).isEqualTo("value");
        assertThat((Long) Objects.requireNonNull(SERVER.execute("PTTL", key))).isPositive();
    }

    @ParameterizedTest
    @CsvSource({
        "SET, text",
        "RPUSH, one",
        "SADD, one",
    })
    void keyOfAnotherTypeIsReplaced(String command, String value) {
        SERVER.execute(command, key, value);
        assertThat(read().value()).isEqualTo("value");
        awaitHit();
    }

    @ParameterizedTest
    @CsvSource({
        "@x:Text, garbage",
        "@x:Text, ''",
        "@x:Text, 2 1 1",
        "@x:Text, 1 1 99999999999999 99999999999999 99999999999999 Text 1 1 +",
        "@x:Text, 2 1 999999999999999999999999 1 1 IeV7cH_- 1+",
        "@l:Text, garbage",
        "@h, garbage",
        "@w, garbage",
        "@v:Text, orphan",
    })
    void fieldThatSaysNothingIsReplacedOrPassedOver(String field, String text) {
        SERVER.execute("HSET", key, field, text);
        assertThat(read().value()).isEqualTo("value");
        awaitHit();
    }

    @Test
    void valueThatWasCutOffIsLoadedAgain() {
        awaitHit();
        SERVER.execute("HSET", key, "@v:Text", "!");
        assertThat(read().value()).isEqualTo("value");
        awaitHit();
    }

    @Test
    void valueWithoutItsFieldIsLoadedAgain() {
        awaitHit();
        SERVER.execute("HDEL", key, "@v:Text");
        assertThat(read().value()).isEqualTo("value");
        awaitHit();
    }

    /** Whatever is done to the control fields of an entry, a call returns, without an exception, what was stored or loaded. */
    @Test
    void spoiltControlFieldsNeverReachACaller() {
        long seed = new Random().nextLong();
        System.out.printf("Spoilt entries, seed %d%n", seed);
        Random random = new Random(seed);
        for (int i = 0; i < 500; i++) {
            Outcome unused = read();
            spoil(random);
            assertThat(read().value()).isEqualTo("value");
            NODE.evict(slot);
        }
        SERVER.execute("DEL", key);
        awaitHit();
    }

    private void spoil(Random random) {
        List<byte[]> fields = new ArrayList<>();
        for (Object field : (List<?>) Objects.requireNonNull(SERVER.execute("HKEYS", key))) {
            if (field instanceof String name && !name.startsWith("@v")) {
                fields.add(name.getBytes(UTF_8));
            }
        }
        if (fields.isEmpty()) {
            return;
        }
        byte[] field = fields.get(random.nextInt(fields.size()));
        byte[] bytes;
        try (RespConnection client = SERVER.connect()) {
            bytes = client.executeForBytes("HGET", key, field);
        }
        SERVER.execute("HSET", key, field, spoilt(bytes == null ? new byte[0] : bytes, random));
    }

    private static byte[] spoilt(byte[] bytes, Random random) {
        switch (random.nextInt(4)) {
            case 0 -> {
                return Arrays.copyOf(bytes, random.nextInt(bytes.length + 1));
            }
            case 1 -> {
                byte[] garbage = new byte[random.nextInt(64)];
                random.nextBytes(garbage);
                return garbage;
            }
            case 2 -> {
                return Arrays.copyOf(bytes, bytes.length + 1 + random.nextInt(20));
            }
            default -> {
                byte[] changed = bytes.clone();
                if (changed.length > 0) {
                    changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
                }
                return changed;
            }
        }
    }

    @Test
    void serverThatTurnedIntoAReplicaOnlyCostsTheCache() {
        try (RedisServer server = RedisServer.start();
                RedisConnection connection = Connections.ready(Connections.open(server));
                Node node = nodeOn(connection)) {
            server.execute("REPLICAOF", "127.0.0.1", SERVER.port());
            assertThat(node.read(slot, () -> "value").value()).isEqualTo("value");
            assertThat(node.evict(slot)).isFalse();
            server.execute("REPLICAOF", "NO", "ONE");
            await().until(() -> node.cache().outbox().queued() == 0);
        }
    }

    @Test
    void serverThatAsksForAPasswordFromNowOnOnlyCostsTheCache() {
        try (RedisServer server = RedisServer.start();
                RedisConnection connection = Connections.ready(Connections.open(server));
                Node node = nodeOn(connection)) {
            server.execute("CONFIG", "SET", "requirepass", "secret");
            try (RespConnection client = server.connect()) {
                client.execute("AUTH", "secret");
                client.execute("CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes");
                assertThat(node.read(slot, () -> "value").value()).isEqualTo("value");
                assertThat(node.evict(slot)).isFalse();
                client.execute("CONFIG", "SET", "requirepass", "");
            }
            await().until(() -> node.cache().outbox().queued() == 0);
        }
    }
}
