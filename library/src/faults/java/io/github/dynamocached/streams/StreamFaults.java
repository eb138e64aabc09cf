package io.github.dynamocached.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.dynamocached.Outcome;
import io.github.dynamocached.servers.ChildJvm;
import io.github.dynamocached.servers.DynamoDbServer;
import io.github.dynamocached.servers.RedisServer;
import io.github.dynamocached.servers.SharedServers;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.UUID;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;

/** A table, a Redis of its own, and a node of this JVM that reads one item, and follows the stream when it is told. */
final class StreamFaults implements AutoCloseable {

    static final Duration PATIENCE = Duration.ofSeconds(90);

    /** Evictions that are under way are over by then. */
    static final Duration REST = Duration.ofSeconds(3);

    private static final StreamTimes TIMES = StreamTimes.DEFAULT.withOverlap(Duration.ofSeconds(5));

    private final DynamoDbServer dynamoDb = SharedServers.dynamoDb();
    private final RedisServer redis = RedisServer.start();
    private final MembersTable table = new MembersTable(dynamoDb, StreamViewType.KEYS_ONLY);
    private final FollowingNode node = new FollowingNode(dynamoDb.endpoint(), redis.port(), table.name(), TIMES);
    private final String id = "m-" + UUID.randomUUID();

    DynamoDbServer dynamoDb() {
        return dynamoDb;
    }

    RedisServer redis() {
        return redis;
    }

    MembersTable table() {
        return table;
    }

    FollowingNode node() {
        return node;
    }

    /** The item that is read. */
    String id() {
        return id;
    }

    /** What the application reads. */
    String read() {
        return read(id);
    }

    String read(String member) {
        return node.read(member, () -> stored(member));
    }

    String stored(String member) {
        return Objects.requireNonNull(table.client()
                        .getItem(get -> get.tableName(table.name())
                                .key(MembersTable.key(member))
                                .consistentRead(true))
                        .item()
                        .get("email"))
                .s();
    }

    /** A value is cached, after everything that evicts it now is over. */
    void cache(String email) {
        table.put(id, email);
        await().atMost(PATIENCE).until(() -> read().equals(email) && isCached(id));
        await().during(REST).atMost(PATIENCE).until(() -> read().equals(email) && isCached(id));
    }

    /** Whether the entry was in Redis already. If not, it is now. */
    boolean isCached(String member) {
        return node.node()
                        .read(FollowingNode.slotOf(member), () -> stored(member))
                        .source()
                == Outcome.Source.HIT;
    }

    void assertSeenForGood(String email) {
        await().during(REST).atMost(PATIENCE).until(() -> read().equals(email));
    }

    /** A process that leads, and keeps positions that the next leader trusts. */
    ChildJvm follower(int overlapSeconds) throws IOException {
        ChildJvm child = ChildJvm.running(
                FollowingProcess.class,
                dynamoDb.endpoint().toString(),
                String.valueOf(redis.port()),
                table.name(),
                String.valueOf(overlapSeconds));
        assertThat(child.nextLine()).isEqualTo("leads");
        return child;
    }

    static void kill(ChildJvm child) throws InterruptedException {
        child.close();
        child.process().waitFor();
    }

    @Override
    public void close() {
        node.close();
        table.close();
        redis.close();
    }
}
