package io.github.dynamocached.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.dynamocached.servers.ChildJvm;
import io.github.dynamocached.servers.DynamoDbServer;
import io.github.dynamocached.servers.RedisServer;
import io.github.dynamocached.servers.SharedServers;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/**
 * Ten thousand changes a second for ten seconds, on a real Redis and the stream of DynamoDB Local. That has one shard, and takes
 * fewer writes, so {@link MultipliedShards} stand between. Prints the rates that were reached, and the heap of the node that
 * follows. What a node remembers of the last minute, at most 100,000 evictions a cache, is there after two rounds.
 */
@Tag("full")
class StreamLoadTests {

    private static final int WRITES = 5_000;
    private static final int WRITES_A_SECOND = 500;
    private static final int CHANGES = WRITES * MultipliedShards.ITEMS;
    private static final int ROUNDS = 5;
    private static final int BATCH = 25;
    private static final int WRITERS = 4;
    private static final long MEGABYTE = 1 << 20;

    private final DynamoDbServer dynamoDb = SharedServers.dynamoDb();
    private final RedisServer redis = RedisServer.start();
    private final String table = "load-" + UUID.randomUUID();
    private final DynamoDbClient client = DynamoDbClient.builder()
            .endpointOverride(dynamoDb.endpoint())
            .region(Region.EU_CENTRAL_1)
            .credentialsProvider(MembersTable.CREDENTIALS)
            .httpClient(UrlConnectionHttpClient.create())
            .build();
    private final ExecutorService writers = Executors.newFixedThreadPool(WRITERS);

    @AfterEach
    void close() {
        writers.shutdownNow();
        client.deleteTable(delete -> delete.tableName(table));
        client.close();
        redis.close();
    }

    private void createTable() {
        client.createTable(create -> create.tableName(table)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .attributeDefinitions(AttributeDefinition.builder()
                        .attributeName("id")
                        .attributeType(ScalarAttributeType.S)
                        .build())
                .keySchema(KeySchemaElement.builder()
                        .attributeName("id")
                        .keyType(KeyType.HASH)
                        .build())
                .streamSpecification(stream -> stream.streamEnabled(true).streamViewType(StreamViewType.KEYS_ONLY)));
    }

    @Test
    void tenThousandForeignWritesASecondAreFollowedWithoutGrowthOfMemory() throws Exception {
        createTable();
        try (ChildJvm follower = ChildJvm.running(
                List.of("-Xmx256m", "-XX:+UseSerialGC"),
                LoadedProcess.class,
                dynamoDb.endpoint().toString(),
                String.valueOf(redis.port()),
                table)) {
            assertThat(follower.nextLine()).isEqualTo("leads");
            List<Long> heaps = new ArrayList<>();
            for (int round = 1; round <= ROUNDS; round++) {
                writeAndFollow(follower, round);
                heaps.add(ask(follower, "heap") / MEGABYTE);
            }
            System.out.printf(
                    "Streams, heap of the follower after each round and garbage collection, in MB: %s%n", heaps);
            assertThat(heaps.get(ROUNDS - 1)).isLessThan(heaps.get(1) + heaps.get(1) / 4 + 10);
        }
    }

    /** All entries are cached before. Afterwards none is. */
    private void writeAndFollow(ChildJvm follower, int round) throws Exception {
        forEachEntry("redis.call('DEL', key) redis.call('HSET', key, 'planted', 1)");
        assertThat(planted()).isEqualTo(CHANGES);
        long recordsBefore = ask(follower, "records");
        long begin = System.nanoTime();
        write("round " + round);
        double writing = secondsSince(begin);
        await().pollDelay(Duration.ZERO).atMost(Duration.ofMinutes(2)).until(() -> planted() == 0);
        double following = secondsSince(begin);
        assertThat(ask(follower, "records")).isEqualTo(recordsBefore + CHANGES);
        System.out.printf(
                "Streams, round %d: %,d changes in %.1f s (%,.0f a second), all evicted %.1f s after the last of them%n",
                round, CHANGES, writing, CHANGES / writing, following - writing);
    }

    private static double secondsSince(long nanos) {
        return (System.nanoTime() - nanos) / 1e9;
    }

    private static long ask(ChildJvm follower, String question) throws IOException {
        follower.say(question);
        return Long.parseLong(Objects.requireNonNull(follower.nextLine()));
    }

    private long planted() {
        return forEachEntry("sum = sum + redis.call('HEXISTS', key, 'planted')");
    }

    private long forEachEntry(String command) {
        String script = "local sum = 0 for item = 0, ARGV[1] - 1 do for copy = 0, ARGV[2] - 1 do"
                + " local key = 'dynamocached:users:u' .. item .. '-' .. copy " + command + " end end return sum";
        return (Long) Objects.requireNonNull(
                redis.execute("EVAL", script, "0", String.valueOf(WRITES), String.valueOf(MultipliedShards.ITEMS)));
    }

    /** At the rate, or as fast as DynamoDB Local is. */
    private void write(String round) throws Exception {
        long begin = System.nanoTime();
        List<Future<?>> writing = new ArrayList<>();
        for (int writer = 0; writer < WRITERS; writer++) {
            int own = writer;
            writing.add(writers.submit(() -> {
                for (int first = own * BATCH; first < WRITES; first += WRITERS * BATCH) {
                    long due = begin + TimeUnit.SECONDS.toNanos(first) / WRITES_A_SECOND;
                    LockSupport.parkNanos(due - System.nanoTime());
                    writeBatch(first, round);
                }
            }));
        }
        for (Future<?> each : writing) {
            each.get();
        }
    }

    private void writeBatch(int first, String round) {
        List<WriteRequest> items = IntStream.range(first, first + BATCH)
                .mapToObj(item -> WriteRequest.builder()
                        .putRequest(put -> put.item(MembersTable.item("u" + item, round)))
                        .build())
                .toList();
        assertThat(client.batchWriteItem(batch -> batch.requestItems(Map.of(table, items)))
                        .unprocessedItems())
                .isEmpty();
    }
}
