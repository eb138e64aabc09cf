package io.github.dynamocached.samples;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.dynamodbv2.streamsadapter.adapter.DynamoDBStreamsClientRecord;
import com.amazonaws.services.dynamodbv2.streamsadapter.model.DynamoDBStreamsProcessRecordsInput;
import io.github.dynamocached.redis.RedisConnection;
import io.github.dynamocached.redis.RedisEntryStore;
import io.github.dynamocached.redis.RedisSettings;
import io.github.dynamocached.servers.RedisServer;
import io.github.dynamocached.streams.StreamsEvictor;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.redisson.config.Config;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.OperationType;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;
import software.amazon.kinesis.processor.RecordProcessorCheckpointer;

/** The processor as a worker calls it, in front of a real Redis. DynamoDB Local's streams have names that the adapter refuses. */
class EvictingProcessorTests {

    private final AtomicInteger checkpoints = new AtomicInteger();

    private DynamoDBStreamsProcessRecordsInput batchOf(String id) {
        Record written = Record.builder()
                .eventID("1")
                .eventName(OperationType.MODIFY)
                .dynamodb(item -> item.keys(Map.of("id", AttributeValue.fromS(id)))
                        .approximateCreationDateTime(Instant.EPOCH)
                        .sequenceNumber("4421584500000000017450439091")
                        .sizeBytes(8L)
                        .streamViewType(StreamViewType.KEYS_ONLY))
                .build();
        return DynamoDBStreamsProcessRecordsInput.builder()
                .records(List.of(DynamoDBStreamsClientRecord.fromRecord(written)))
                .checkpointer(checkpointer())
                .build();
    }

    private RecordProcessorCheckpointer checkpointer() {
        return (RecordProcessorCheckpointer) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {RecordProcessorCheckpointer.class},
                (proxy, method, arguments) -> {
                    assertThat(method.getName()).isEqualTo("checkpoint");
                    checkpoints.incrementAndGet();
                    return null;
                });
    }

    @Test
    void checkpointIsSetOnlyWhenEverythingIsEvicted() {
        try (RedisServer redis = RedisServer.start();
                RedisConnection connection = RedisConnection.to(configOf(redis), RedisSettings.DEFAULT)) {
            StreamsEvictor evictor = StreamsEvictor.over(new RedisEntryStore(connection))
                    .bind("users", "users", "id")
                    .patience(Duration.ofMinutes(1))
                    .build();
            EvictingProcessor processor = new EvictingProcessor(evictor, "users");
            redis.execute("HSET", "dynamocached:users:u1", "name", "Ada");

            processor.processRecords(batchOf("u1"));

            assertThat(redis.execute("HEXISTS", "dynamocached:users:u1", "name"))
                    .isEqualTo(0L);
            assertThat(checkpoints).hasValue(1);

            redis.kill();
            Thread.currentThread().interrupt();
            processor.processRecords(batchOf("u2"));

            assertThat(Thread.interrupted()).isTrue();
            assertThat(checkpoints).hasValue(1);

            redis.restart();
            redis.execute("HSET", "dynamocached:users:u2", "name", "Bob");
            processor.processRecords(batchOf("u2"));

            assertThat(redis.execute("HEXISTS", "dynamocached:users:u2", "name"))
                    .isEqualTo(0L);
            assertThat(checkpoints).hasValue(2);
        }
    }

    @Test
    void pageOfTheStreamsShowsThisProcessor() throws Exception {
        String page = Files.readString(Path.of("..", "..", "docs", "streams.md"));
        String source = Files.readString(
                Path.of("src", "test", "java", "io", "github", "dynamocached", "samples", "EvictingProcessor.java"));
        String processRecords = source.substring(
                source.indexOf("    @Override\n    public void processRecords"),
                source.indexOf("    @Override\n    public void shardEnded"));

        assertThat(page).contains(processRecords.strip());
    }

    private static Config configOf(RedisServer redis) {
        Config config = new Config();
        config.useSingleServer().setAddress(redis.uri().toString());
        return config;
    }
}
