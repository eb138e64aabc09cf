package io.github.dynamocached.streams;

import io.github.dynamocached.Budgets;
import io.github.dynamocached.CacheSettings;
import io.github.dynamocached.StreamListener;
import io.github.dynamocached.TableBinding;
import io.github.dynamocached.cache.ReadThroughCaches;
import io.github.dynamocached.redis.Connections;
import io.github.dynamocached.redis.RedisConnection;
import io.github.dynamocached.redis.RedisEntryStore;
import io.github.dynamocached.redis.RedisLeadership;
import io.github.dynamocached.redis.RedisLoadLock;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import org.awaitility.Awaitility;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsAsyncClient;

/**
 * A node as a process of its own, with nothing in it but the library. It follows a stream as {@link MultipliedShards} show it,
 * and says {@code leads} when the next leader may trust it. Asked for {@code records}, it says how many it has read so far.
 * Asked for {@code heap}, it collects garbage and says how many bytes are left.
 */
final class LoadedProcess {

    private LoadedProcess() {}

    /** Takes the endpoint of DynamoDB, the port of Redis, and the table. */
    public static void main(String[] arguments) throws IOException {
        URI dynamoDb = URI.create(arguments[0]);
        AtomicLong records = new AtomicLong();
        try (RedisConnection connection = Connections.readyAt(Integer.parseInt(arguments[1]));
                ReadThroughCaches caches = cachesOn(connection);
                DynamoDbAsyncClient tables =
                        at(dynamoDb, DynamoDbAsyncClient.builder()).build();
                DynamoDbStreamsAsyncClient streams = new MultipliedShards(
                        at(dynamoDb, DynamoDbStreamsAsyncClient.builder()).build());
                StreamReader reader = new StreamReader(
                        List.of(arguments[2]),
                        new StreamCalls(tables, streams),
                        new RedisLeadership(connection),
                        List.of(counting(records)),
                        DescribedCaches.NONE,
                        StreamTimes.DEFAULT.withOverlap(Duration.ofSeconds(5)))) {
            reader.bind(
                    List.of(new TableBinding(arguments[2], "users", List.of("id"))),
                    UnaryOperator.identity(),
                    caches::cache);
            reader.start();
            Awaitility.await()
                    .atMost(Duration.ofMinutes(3))
                    .until(() -> reader.states().get(0).leader()
                            && !reader.states().get(0).sweeping());
            System.out.println("leads");
            answer(records);
        }
    }

    private static ReadThroughCaches cachesOn(RedisConnection connection) {
        return new ReadThroughCaches(
                new RedisEntryStore(connection),
                new RedisLoadLock(connection),
                new Budgets(Duration.ofSeconds(1), Duration.ofSeconds(5)),
                failure -> false,
                Runnable::run,
                name -> CacheSettings.named(name).build(),
                List.of());
    }

    private static <B extends AwsClientBuilder<B, ?>> B at(URI endpoint, B builder) {
        return builder.endpointOverride(endpoint)
                .region(Region.EU_CENTRAL_1)
                .credentialsProvider(MembersTable.CREDENTIALS);
    }

    private static StreamListener counting(AtomicLong records) {
        return new StreamListener() {
            @Override
            public void onRecords(String table, int count) {
                records.addAndGet(count);
            }
        };
    }

    private static void answer(AtomicLong records) throws IOException {
        BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String asked = input.readLine(); asked != null; asked = input.readLine()) {
            System.out.println(asked.equals("heap") ? heap() : records.get());
        }
    }

    private static long heap() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
