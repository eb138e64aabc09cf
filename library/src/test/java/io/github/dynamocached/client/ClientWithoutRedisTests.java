package io.github.dynamocached.client;

import static io.github.dynamocached.client.IndexedTable.number;
import static io.github.dynamocached.client.IndexedTable.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.dynamocached.Budgets;
import io.github.dynamocached.client.CacheMetadata.Source;
import io.github.dynamocached.redis.Connections;
import io.github.dynamocached.redis.RedisConnection;
import io.github.dynamocached.redis.RedisSettings;
import io.github.dynamocached.redis.ThreadsThatWait;
import io.github.dynamocached.servers.RedisServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;

/** Caching clients while Redis hangs: DynamoDB answers, and nothing outdated comes back with Redis. */
class ClientWithoutRedisTests {

    @Test
    @Tag("full")
    void everyCallIsAnsweredWhileRedisHangsAndWritesAreSeenAfterwards() {
        RedisSettings usual = RedisSettings.DEFAULT;
        try (RedisServer server = RedisServer.start();
                RedisConnection redis = Connections.ready(RedisConnection.to(Connections.configOf(server), usual));
                IndexedTable table = new IndexedTable();
                IndexedTable other = new IndexedTable();
                ClientNode node = new ClientNode(
                        List.of(table.name(), other.name()),
                        ClientNode.SETTINGS
                                .withNamespace(ClientNode.newNamespace())
                                .withScans(Duration.ofMinutes(30)),
                        redis,
                        new Budgets(usual.timeout(), usual.evictTimeout()))) {
            Map<String, AttributeValue> key = Map.of("owner", text("a"), "number", number(1));
            GetItemRequest get =
                    GetItemRequest.builder().tableName(table.name()).key(key).build();
            table.put("a", 1, Map.of("name", text("old")));
            await().until(() -> CacheMetadata.of(node.client().getItem(get)).source() == Source.HIT);
            QueryRequest query = QueryRequest.builder()
                    .tableName(table.name())
                    .keyConditionExpression("#o = :o")
                    .expressionAttributeNames(Map.of("#o", "owner"))
                    .expressionAttributeValues(Map.of(":o", text("a")))
                    .build();
            ScanRequest scan = ScanRequest.builder().tableName(table.name()).build();
            await().until(() -> CacheMetadata.of(node.client().query(query)).source() == Source.HIT);
            await().until(() -> CacheMetadata.of(node.client().scan(scan)).source() == Source.HIT);
            server.pause();
            assertAllAreAnsweredWithoutWaiting(node, get, query, scan);
            assertThat(node.client().query(query).items()).hasSize(1);
            assertThat(node.client().scan(scan).items()).hasSize(1);
            assertThat(node.client().getItem(get).item()).containsEntry("name", text("old"));
            assertThat(node.asyncClient().getItem(get).orTimeout(30, TimeUnit.SECONDS))
                    .succeedsWithin(Duration.ofSeconds(30));
            KeysAndAttributes keys =
                    KeysAndAttributes.builder().keys(List.of(key)).build();
            BatchGetItemRequest batch = BatchGetItemRequest.builder()
                    .requestItems(Map.of(table.name(), keys, other.name(), keys))
                    .build();
            assertThat(node.client().batchGetItem(batch).responses().get(table.name()))
                    .hasSize(1);
            assertThat(node.asyncClient().batchGetItem(batch)).succeedsWithin(Duration.ofSeconds(30));
            node.client()
                    .updateItem(update -> update.tableName(table.name())
                            .key(key)
                            .updateExpression("SET #n = :n")
                            .expressionAttributeNames(Map.of("#n", "name"))
                            .expressionAttributeValues(Map.of(":n", text("new"))));
            assertThat(node.client().getItem(get).item()).containsEntry("name", text("new"));
            server.resume();
            for (int i = 0; i < 20; i++) {
                assertThat(node.client().getItem(get).item()).containsEntry("name", text("new"));
                assertThat(node.client().query(query).items())
                        .singleElement()
                        .satisfies(item -> assertThat(item).containsEntry("name", text("new")));
            }
            await().atMost(Duration.ofMinutes(1))
                    .until(() -> CacheMetadata.of(node.client().getItem(get)).source() == Source.HIT);
        }
    }

    private static void assertAllAreAnsweredWithoutWaiting(
            ClientNode node, GetItemRequest get, QueryRequest query, ScanRequest scan) {
        ThreadsThatWait threads = new ThreadsThatWait();
        List<CompletableFuture<?>> calls = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            calls.add(node.asyncClient().getItem(get));
            calls.add(node.asyncClient().query(query));
            calls.add(node.asyncClient().scan(scan));
            await().pollDelay(Duration.ZERO)
                    .untilAsserted(() -> assertThat(threads.now()).isEmpty());
        }
        assertThat(CompletableFuture.allOf(calls.toArray(new CompletableFuture<?>[0])))
                .succeedsWithin(Duration.ofSeconds(30));
        assertThat(calls).allSatisfy(call -> assertThat(call.join()).isNotNull());
    }
}
