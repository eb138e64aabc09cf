package io.github.dynamocached.redis;

import static io.github.dynamocached.redis.RedisOperations.commandsOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.dynamocached.CacheKey;
import io.github.dynamocached.CacheSettings;
import io.github.dynamocached.CapturedLog;
import io.github.dynamocached.Consistency;
import io.github.dynamocached.Outcome;
import io.github.dynamocached.Outcome.Source;
import io.github.dynamocached.ReadFrom;
import io.github.dynamocached.ReplicaReadResult;
import io.github.dynamocached.StoreListener;
import io.github.dynamocached.cache.ControlledEntryStore.Kind;
import io.github.dynamocached.cache.HeldCommand;
import io.github.dynamocached.cache.Node;
import io.github.dynamocached.cache.Stages;
import io.github.dynamocached.store.Slot;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Reads of a cache that may be answered by a replica, with two nodes and a replica that lags as a test says. */
class ReplicaReadsTests {

    private static final CacheSettings SETTINGS = Node.SETTINGS
            .with()
            .consistency(Consistency.EVENTUAL)
            .readFrom(ReadFrom.REPLICA)
            .holdOff(Duration.ZERO)
            .build();

    private static final LaggingReplica servers = LaggingReplica.start();
    private static final RedisConnection connection =
            Connections.ready(RedisConnection.to(servers.config(), Connections.PATIENT));
    private static final Queue<ReplicaReadResult> results = new ConcurrentLinkedQueue<>();

    @RegisterExtension
    final CapturedLog log = new CapturedLog(RedisConnection.class.getName());

    private final Node a = nodeOn(connection);
    private final Node b = nodeOn(connection);
    private final Slot slot =
            new Slot(CacheKey.of("users", List.of(UUID.randomUUID().toString())), "Text");

    @BeforeAll
    static void count() {
        connection.listen(new StoreListener() {
            @Override
            public void onReplicaRead(ReplicaReadResult result) {
                results.add(result);
            }
        });
    }

    @Test
    void singleServerHasNoReplicasAndTheLogSaysSo() {
        Node alone = nodeOn(Connections.shared());
        assertThat(read(alone).source()).isEqualTo(Source.MISS);
        assertThat(read(alone).source()).isEqualTo(Source.HIT);
        assertThat(log.lines())
                .contains("WARN Cache 'users': read-from is replica, but Redis is configured as a single server, so"
                        + " all its reads go to the primary. Configure sentinels, a cluster, or a primary and its replicas,"
                        + " or set read-from: primary.");
        alone.close();
    }

    @AfterAll
    static void stop() {
        connection.close();
        servers.close();
    }

    private static Node nodeOn(RedisConnection connection) {
        return Node.on(new RedisEntryStore(connection), new RedisLoadLock(connection), SETTINGS);
    }

    @BeforeEach
    void awaitReplica() {
        Slot other = new Slot(CacheKey.of("users", List.of(UUID.randomUUID().toString())), "Text");
        await().until(() -> {
            int before = answered();
            Outcome unused = a.read(other, () -> "any");
            return answered() > before;
        });
    }

    @AfterEach
    void close() {
        a.close();
        b.close();
    }

    private static int answered() {
        return Collections.frequency(results, ReplicaReadResult.ANSWERED);
    }

    private Outcome read(Node node) {
        return node.read(slot, () -> "loaded");
    }

    @Test
    void firstLookupGoesToTheReplicaAndEverythingElseToThePrimary() {
        assertThat(read(a).source()).isEqualTo(Source.MISS);
        servers.awaitSame();
        int before = answered();
        int hits = commandsOf(servers.primary).getOrDefault("hmget", 0);

        assertThat(read(b)).satisfies(outcome -> {
            assertThat(outcome.source()).isEqualTo(Source.HIT);
            assertThat(outcome.value()).isEqualTo("loaded");
        });

        assertThat(commandsOf(servers.primary).getOrDefault("hmget", 0)).isEqualTo(hits);
        assertThat(answered()).isEqualTo(before + 1);
        assertThat(commandsOf(servers.replica)).doesNotContainKeys("evalsha", "script");
    }

    @Test
    void nodeThatEvictedReadsThePrimaryWhileTheReplicaLags() {
        read(a);
        servers.awaitSame();
        servers.lag();

        assertThat(a.evict(slot)).isTrue();

        assertThat(a.read(slot, () -> "new").value()).isEqualTo("new");
        assertThat(b.read(slot, () -> "new").value())
                .as("another node, which may lag")
                .isEqualTo("loaded");
        servers.catchUp();
        await().untilAsserted(
                        () -> assertThat(b.read(slot, () -> "other").value()).isEqualTo("new"));
    }

    @Test
    void nodeThatPutReadsThePrimaryWhileTheReplicaLags() {
        read(a);
        servers.awaitSame();
        servers.lag();

        assertThat(a.beginPut(slot).store("put")).isTrue();

        assertThat(a.read(slot, () -> "loaded again").value()).isEqualTo("put");
        servers.catchUp();
    }

    @Test
    void nodeThatEvictedEverythingReadsThePrimaryWhileTheReplicaLags() {
        read(a);
        servers.awaitSame();
        servers.lag();

        assertThat(a.cache().evictAll()).isTrue();

        assertThat(a.read(slot, () -> "new").value()).isEqualTo("new");
        servers.catchUp();
    }

    @Test
    void evictionThatWasRepeatedCountsFromItsAcknowledgement() {
        read(a);
        servers.awaitSame();
        servers.lag();
        a.store().failNext(Kind.EVICT);

        assertThat(a.evict(slot)).isFalse();
        await().until(() -> a.cache().outbox().queued() == 0);

        assertThat(a.read(slot, () -> "new").value()).isEqualTo("new");
        servers.catchUp();
    }

    @Test
    void readThatBeganBeforeAnEvictionOfItsNodeMayLagAndNoLaterOneDoes() {
        read(a);
        servers.awaitSame();
        HeldCommand reply = a.store().holdReplyOfNext(Kind.READ_FROM_REPLICA);
        CompletableFuture<Outcome> before = a.readElsewhere(slot, () -> "new");
        reply.awaitArrival();

        assertThat(a.evict(slot)).isTrue();

        assertThat(a.read(slot, () -> "new").value()).isEqualTo("new");
        reply.reply();
        assertThat(Stages.await(before).value()).isEqualTo("loaded");
        assertThat(a.read(slot, () -> "newer").value()).isEqualTo("new");
    }

    /** What it returned would be stored, and be older than its own time to live allows. */
    @Test
    void readWithinALoadGoesToThePrimary() {
        read(a);
        servers.awaitSame();
        servers.lag();
        assertThat(b.evict(slot)).isTrue();
        assertThat(b.read(slot, () -> "new").value()).isEqualTo("new");
        Slot outer = new Slot(CacheKey.of("users", List.of("outer")), "Text");

        assertThat(a.read(outer, () -> a.read(slot, () -> "newer").value()).value())
                .isEqualTo("new");

        servers.catchUp();
    }

    @Test
    void valueThatOnlyTheReplicaLacksIsFoundWithoutALoad() {
        servers.lag();
        read(a);

        Outcome found = b.read(slot, () -> "loaded again");

        assertThat(found.value()).isEqualTo("loaded");
        assertThat(found.source()).isEqualTo(Source.HIT);
        servers.catchUp();
    }

    /** A second lookup of the replica would find nothing again. */
    @Test
    void callThatGoesAgainAsksThePrimary() {
        servers.lag();
        read(a);
        HeldCommand acquire = b.store().holdReplyOfNext(Kind.ACQUIRE);
        CompletableFuture<Outcome> leader = b.readElsewhere(slot, () -> "never loaded");
        acquire.awaitArrival();
        CompletableFuture<Outcome> follower = b.readBehindLeader(slot, () -> "never loaded either");
        acquire.reply();

        assertThat(Stages.await(leader).value()).isEqualTo("loaded");
        assertThat(Stages.await(follower).value()).isEqualTo("loaded");
        assertThat(b.store().calls(Kind.READ_FROM_REPLICA)).isEqualTo(2);
        assertThat(b.store().calls(Kind.READ)).isEqualTo(1);
        servers.catchUp();
    }

    @Test
    void batchReadsThePrimaryForTheKeysThatItsNodeEvictedAndTheReplicaForOthers() {
        Slot other = new Slot(CacheKey.of("users", List.of(UUID.randomUUID().toString())), "Text");
        read(a);
        a.read(other, () -> "other");
        servers.awaitSame();
        servers.lag();
        assertThat(a.evict(slot)).isTrue();
        assertThat(b.evict(other)).isTrue();
        int before = answered();

        Map<Slot, Outcome> outcomes = a.readAll(List.of(slot, other), missing -> Map.of(slot, Optional.of("new")));

        assertThat(outcomes.get(slot)).extracting(Outcome::value).isEqualTo("new");
        assertThat(outcomes.get(other))
                .as("evicted by another node")
                .extracting(Outcome::value)
                .isEqualTo("other");
        assertThat(answered()).isEqualTo(before + 1);
        servers.catchUp();
    }
}
