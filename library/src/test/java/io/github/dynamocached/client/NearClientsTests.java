package io.github.dynamocached.client;

import static io.github.dynamocached.client.IndexedTable.number;
import static io.github.dynamocached.client.IndexedTable.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.dynamocached.client.CacheMetadata.Source;
import io.github.dynamocached.client.CachedItemsTests.Door;
import io.github.dynamocached.redis.Connections;
import io.github.dynamocached.redis.RedisConnection;
import io.github.dynamocached.servers.RedisServer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/** Caching clients whose caches are near. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NearClientsTests {

    /** Longer than any pause of the machine, so that it is the memory that answers while Redis stands still. */
    private static final Duration LAG = Duration.ofSeconds(10);

    private final IndexedTable table = new IndexedTable();
    private final ClientSettings settings = ClientNode.SETTINGS.withNamespace(ClientNode.newNamespace());
    private RedisServer server;
    private RedisConnection redis;
    private ClientNode node;
    private int last;

    @BeforeAll
    void start() {
        server = RedisServer.start();
        redis = Connections.ready(Connections.open(server));
        node = ClientNode.near(table.name(), settings, redis, LAG);
    }

    @AfterAll
    void stop() {
        node.close();
        redis.close();
        server.close();
        table.close();
    }

    private Map<String, AttributeValue> newKey() {
        last++;
        return Map.of("owner", text("owner-" + last), "number", number(last));
    }

    private void put(ClientNode writer, Map<String, AttributeValue> key, String name) {
        Map<String, AttributeValue> item = Map.of(
                "owner", Objects.requireNonNull(key.get("owner")),
                "number", Objects.requireNonNull(key.get("number")),
                "date", text("2026-01-02"),
                "city", text("Riga"),
                "name", text(name));
        writer.client().putItem(request -> request.tableName(table.name()).item(item));
    }

    private GetItemRequest get(Map<String, AttributeValue> key) {
        return GetItemRequest.builder().tableName(table.name()).key(key).build();
    }

    private QueryResponse query(String owner) {
        return node.client()
                .query(QueryRequest.builder()
                        .tableName(table.name())
                        .keyConditionExpression("#o = :owner")
                        .expressionAttributeNames(Map.of("#o", "owner"))
                        .expressionAttributeValues(Map.of(":owner", text(owner)))
                        .build());
    }

    /** Reads until something more is kept. */
    private static void awaitKept(ClientNode by, Runnable read) {
        long before = by.keysInMemory();
        await().atMost(Duration.ofSeconds(30)).until(() -> {
            read.run();
            return by.keysInMemory() > before;
        });
    }

    private void whileRedisStandsStill(Runnable reads) {
        server.pause();
        try {
            reads.run();
        } finally {
            server.resume();
        }
    }

    @ParameterizedTest
    @EnumSource
    void itemIsReturnedFromMemory(Door door) {
        Map<String, AttributeValue> key = newKey();
        put(node, key, "Turing");
        awaitKept(node, () -> door.get(node, get(key)));
        whileRedisStandsStill(() -> {
            GetItemResponse found = door.get(node, get(key));
            assertThat(found.item()).containsEntry("name", text("Turing"));
            assertThat(CacheMetadata.of(found).source()).isEqualTo(Source.HIT);
        });
    }

    @Test
    void pageOfAQueryIsReturnedFromMemoryUntilAnItemOfItsPartitionIsWritten() {
        Map<String, AttributeValue> key = newKey();
        String owner = "owner-" + last;
        put(node, key, "Turing");
        awaitKept(node, () -> query(owner));
        whileRedisStandsStill(
                () -> assertThat(CacheMetadata.of(query(owner)).source()).isEqualTo(Source.HIT));
        put(node, key, "Hopper");
        assertThat(query(owner).items())
                .singleElement()
                .satisfies(item -> assertThat(item).containsEntry("name", text("Hopper")));
    }

    @Test
    void batchOfItemsInMemoryAsksNobody() {
        List<Map<String, AttributeValue>> keys = List.of(newKey(), newKey());
        for (Map<String, AttributeValue> key : keys) {
            put(node, key, "Turing");
            awaitKept(node, () -> node.client().getItem(get(key)));
        }
        List<SdkRequest> before = node.sent();
        assertThat(before).isNotEmpty();
        whileRedisStandsStill(() -> {
            BatchGetItemResponse found = node.client()
                    .batchGetItem(batch -> batch.requestItems(Map.of(
                            table.name(), KeysAndAttributes.builder().keys(keys).build())));
            assertThat(found.responses())
                    .hasEntrySatisfying(table.name(), items -> assertThat(items).hasSize(2));
            assertThat(CacheMetadata.of(found).count(Source.HIT)).isEqualTo(2);
        });
        assertThat(node.sent()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void writeByTheNodeIsSeenAtOnce(Door door) {
        Map<String, AttributeValue> key = newKey();
        for (int i = 0; i < 5; i++) {
            put(node, key, "name " + i);
            assertThat(door.get(node, get(key)).item()).containsEntry("name", text("name " + i));
            awaitKept(node, () -> door.get(node, get(key)));
        }
    }

    @Test
    void consistentReadGoesToDynamoDb() {
        Map<String, AttributeValue> key = newKey();
        put(node, key, "Turing");
        awaitKept(node, () -> node.client().getItem(get(key)));
        GetItemRequest consistent = get(key).toBuilder().consistentRead(true).build();
        assertThat(CacheMetadata.of(node.client().getItem(consistent)).source()).isEqualTo(Source.PASSED);
    }

    @Test
    void writeByAnotherNodeIsSeenFromTheLagOn() {
        Duration lag = Duration.ofMillis(100);
        try (RedisConnection own = Connections.ready(Connections.open(server));
                ClientNode other = ClientNode.near(table.name(), settings, own, lag)) {
            Map<String, AttributeValue> key = newKey();
            put(node, key, "Turing");
            awaitKept(other, () -> other.client().getItem(get(key)));
            put(node, key, "Hopper");
            long acknowledged = System.nanoTime();
            await().until(() -> {
                long began = System.nanoTime();
                Map<String, AttributeValue> item =
                        other.client().getItem(get(key)).item();
                boolean isCovered = began - acknowledged > lag.toNanos();
                assertThat(text("Hopper").equals(item.get("name")) || !isCovered)
                        .isTrue();
                return isCovered;
            });
        }
    }
}
