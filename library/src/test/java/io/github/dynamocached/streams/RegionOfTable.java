package io.github.dynamocached.streams;

import io.github.dynamocached.CacheKey;
import io.github.dynamocached.Consistency;
import io.github.dynamocached.StreamListener;
import io.github.dynamocached.TableBinding;
import io.github.dynamocached.cache.Node;
import io.github.dynamocached.redis.Connections;
import io.github.dynamocached.redis.RedisConnection;
import io.github.dynamocached.redis.RedisEntryStore;
import io.github.dynamocached.redis.RedisLeadership;
import io.github.dynamocached.redis.RedisLoadLock;
import io.github.dynamocached.servers.DynamoDbServer;
import io.github.dynamocached.servers.RedisServer;
import io.github.dynamocached.store.Slot;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsAsyncClient;

/**
 * A region: a replica of a table with a stream of its own, a Redis, and a node of the application, which follows the stream
 * if it is to. The writer who came last wins in all regions, as in a global table.
 */
final class RegionOfTable implements AutoCloseable {

    private final String name;
    private final DynamoDbServer dynamoDb = DynamoDbServer.start();
    private final RedisServer redis = RedisServer.start();
    private final MembersTable table;
    private final RedisConnection connection = Connections.readyAt(redis.port());
    private final Node node = Node.on(
            new RedisEntryStore(connection),
            new RedisLoadLock(connection),
            Node.SETTINGS
                    .with()
                    .ttl(Duration.ofHours(1))
                    .consistency(Consistency.STRICT)
                    .build());
    private final DynamoDbAsyncClient tableClient;
    private final DynamoDbStreamsAsyncClient streamsClient;
    private final CountDownLatch swept = new CountDownLatch(1);
    private final StreamReader reader;

    RegionOfTable(String name, String tableName) {
        this.name = name;
        this.table = new MembersTable(dynamoDb, tableName, StreamViewType.NEW_AND_OLD_IMAGES);
        this.tableClient = DynamoDbAsyncClient.builder()
                .endpointOverride(dynamoDb.endpoint())
                .region(Region.EU_CENTRAL_1)
                .credentialsProvider(MembersTable.CREDENTIALS)
                .build();
        this.streamsClient = DynamoDbStreamsAsyncClient.builder()
                .endpointOverride(dynamoDb.endpoint())
                .region(Region.EU_CENTRAL_1)
                .credentialsProvider(MembersTable.CREDENTIALS)
                .build();
        this.reader = new StreamReader(
                List.of(tableName),
                tableClient,
                streamsClient,
                new RedisLeadership(connection),
                List.of(new StreamListener() {
                    @Override
                    public void onSweep(String of) {
                        swept.countDown();
                    }
                }));
        reader.bind(
                List.of(new TableBinding(tableName, "users", List.of("id"))),
                UnaryOperator.identity(),
                cache -> node.cache());
        node.cache().expectEvictions();
    }

    /** Follows the stream from now on. Returns when its first eviction of all keys is over. */
    RegionOfTable follow() throws InterruptedException {
        reader.start();
        if (!swept.await(1, TimeUnit.MINUTES)) {
            throw new IllegalStateException("The reader of region " + name + " has not begun within a minute.");
        }
        return this;
    }

    private static CacheKey keyOf(String id) {
        return CacheKey.of("users", List.of(id));
    }

    /** What the application of this region reads. */
    String read(String id) {
        Object value = node.read(new Slot(keyOf(id), "email"), () -> stored(id)).value();
        return String.valueOf(value);
    }

    /** What the replica of this region holds. */
    String stored(String id) {
        Map<String, AttributeValue> item = table.client()
                .getItem(get ->
                        get.tableName(table.name()).key(MembersTable.key(id)).consistentRead(true))
                .item();
        AttributeValue email = item.get("email");
        return email == null ? "none" : email.s();
    }

    /** The application of this region writes, and evicts here. A later write of another region stays. */
    void write(String id, String email, long time) {
        Map<String, AttributeValue> item = new HashMap<>(MembersTable.item(id, email));
        item.put("time", AttributeValue.fromN(String.valueOf(time)));
        item.put("origin", AttributeValue.fromS(name));
        putUnlessLater(item);
        evict(id);
    }

    /** A program that does not know the cache writes. */
    void writeElsewhere(String id, String email) {
        table.put(id, email);
    }

    /** Where the entries lie. */
    RedisServer redis() {
        return redis;
    }

    /** Evicts here. */
    void evict(String id) {
        node.cache().evict(keyOf(id));
    }

    /** Brings what was written here to the replica of another region, unless that has something later. */
    void relayTo(RegionOfTable other) {
        for (Record each : table.newRecords()) {
            Map<String, AttributeValue> item = each.dynamodb().newImage();
            if (Objects.requireNonNull(item.get("origin")).s().equals(name)) {
                other.putUnlessLater(item);
            }
        }
    }

    private void putUnlessLater(Map<String, AttributeValue> item) {
        try {
            table.client()
                    .putItem(put -> put.tableName(table.name())
                            .item(item)
                            .conditionExpression("attribute_not_exists(id) OR #time < :time")
                            .expressionAttributeNames(Map.of("#time", "time"))
                            .expressionAttributeValues(Map.of(":time", Objects.requireNonNull(item.get("time")))));
        } catch (ConditionalCheckFailedException later) {
            // It has lost.
        }
    }

    @Override
    public void close() {
        reader.close();
        node.close();
        connection.close();
        tableClient.close();
        streamsClient.close();
        table.close();
        redis.close();
        dynamoDb.close();
    }
}
