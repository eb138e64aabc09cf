package io.github.dynamocached.streams;

import io.github.dynamocached.servers.DynamoDbServer;
import io.github.dynamocached.servers.RedisServer;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;

/**
 * A region: a replica of a table with a stream of its own, a Redis, and a node of the application, which follows the stream
 * if it is to. The writer who came last wins in all regions, as in a global table.
 */
final class RegionOfTable implements AutoCloseable {

    private final String name;
    private final DynamoDbServer dynamoDb = DynamoDbServer.start();
    private final RedisServer redis = RedisServer.start();
    private final MembersTable table;
    private final FollowingNode node;

    RegionOfTable(String name, String tableName) {
        this.name = name;
        this.table = new MembersTable(dynamoDb, tableName, StreamViewType.NEW_AND_OLD_IMAGES);
        this.node = new FollowingNode(dynamoDb.endpoint(), redis.port(), tableName, StreamTimes.DEFAULT);
    }

    /** Follows the stream from now on. Returns when its first eviction of all keys is over. */
    RegionOfTable follow() {
        node.follow();
        return this;
    }

    /** What the application of this region reads. */
    String read(String id) {
        return node.read(id, () -> stored(id));
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
        node.node().cache().evict(FollowingNode.keyOf(id));
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
        node.close();
        table.close();
        redis.close();
        dynamoDb.close();
    }
}
