package io.github.dynamocached.streams;

import io.github.dynamocached.CacheKey;
import io.github.dynamocached.Consistency;
import io.github.dynamocached.StreamListener;
import io.github.dynamocached.TableBinding;
import io.github.dynamocached.cache.Node;
import io.github.dynamocached.load.BlockingLoader;
import io.github.dynamocached.redis.Connections;
import io.github.dynamocached.redis.RedisConnection;
import io.github.dynamocached.redis.RedisEntryStore;
import io.github.dynamocached.redis.RedisLeadership;
import io.github.dynamocached.redis.RedisLoadLock;
import io.github.dynamocached.store.Slot;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.awaitility.Awaitility;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsAsyncClient;

/** A node of an application with its cache on a real Redis, which follows the stream of a real table if it is to. */
final class FollowingNode implements AutoCloseable {

    private final RedisConnection connection;
    private final Node node;
    private final DynamoDbAsyncClient tableClient;
    private final DynamoDbStreamsAsyncClient streamsClient;
    private final AtomicInteger sweeps = new AtomicInteger();
    private final StreamReader reader;

    FollowingNode(URI dynamoDb, int redisPort, String tableName, StreamTimes times) {
        this.connection = Connections.readyAt(redisPort);
        this.node = Node.on(
                new RedisEntryStore(connection),
                new RedisLoadLock(connection),
                Node.SETTINGS
                        .with()
                        .ttl(Duration.ofHours(1))
                        .consistency(Consistency.STRICT)
                        .build());
        this.tableClient = DynamoDbAsyncClient.builder()
                .endpointOverride(dynamoDb)
                .region(Region.EU_CENTRAL_1)
                .credentialsProvider(MembersTable.CREDENTIALS)
                .build();
        this.streamsClient = DynamoDbStreamsAsyncClient.builder()
                .endpointOverride(dynamoDb)
                .region(Region.EU_CENTRAL_1)
                .credentialsProvider(MembersTable.CREDENTIALS)
                .build();
        this.reader = new StreamReader(
                List.of(tableName),
                new StreamCalls(tableClient, streamsClient),
                new RedisLeadership(connection),
                List.of(new StreamListener() {
                    @Override
                    public void onSweep(String table) {
                        sweeps.incrementAndGet();
                    }
                }),
                DescribedCaches.NONE,
                times);
        reader.bind(
                List.of(new TableBinding(tableName, "users", List.of("id"))),
                UnaryOperator.identity(),
                cache -> node.cache());
        node.cache().expectEvictions();
    }

    /** Follows the stream from now on, if no other node does. */
    void start() {
        reader.start();
    }

    /** Follows the stream from now on. Returns when its first eviction of all keys is over. */
    FollowingNode follow() {
        start();
        Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> sweeps() > 0);
        return this;
    }

    /** How often this node has evicted all keys because it did not know what was missed. */
    int sweeps() {
        return sweeps.get();
    }

    boolean leads() {
        return reader.states().get(0).leader();
    }

    /** Whether it leads, and the next leader may trust what it keeps. */
    boolean isSettled() {
        return leads() && !reader.states().get(0).sweeping();
    }

    /** The node itself. */
    Node node() {
        return node;
    }

    /** What the application reads. */
    String read(String id, BlockingLoader loader) {
        return String.valueOf(node.read(slotOf(id), loader).value());
    }

    static CacheKey keyOf(String id) {
        return CacheKey.of("users", List.of(id));
    }

    static Slot slotOf(String id) {
        return new Slot(keyOf(id), "email");
    }

    /** Follows no more, and lets another node lead. */
    void stop() {
        reader.close();
    }

    @Override
    public void close() {
        reader.close();
        node.close();
        connection.close();
        tableClient.close();
        streamsClient.close();
    }
}
