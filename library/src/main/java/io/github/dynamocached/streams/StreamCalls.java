package io.github.dynamocached.streams;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.model.DescribeStreamResponse;
import software.amazon.awssdk.services.dynamodb.model.DescribeTableResponse;
import software.amazon.awssdk.services.dynamodb.model.GetRecordsResponse;
import software.amazon.awssdk.services.dynamodb.model.GetShardIteratorResponse;
import software.amazon.awssdk.services.dynamodb.model.ShardIteratorType;
import software.amazon.awssdk.services.dynamodb.model.StreamDescription;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsAsyncClient;

/** The calls to AWS. None of them blocks, throws, or waits longer than ten seconds. */
final class StreamCalls {

    private static final AwsRequestOverrideConfiguration IN_TIME = AwsRequestOverrideConfiguration.builder()
            .apiCallTimeout(Duration.ofSeconds(10))
            .build();

    private final DynamoDbAsyncClient tables;
    private final DynamoDbStreamsAsyncClient streams;

    StreamCalls(DynamoDbAsyncClient tables, DynamoDbStreamsAsyncClient streams) {
        this.tables = tables;
        this.streams = streams;
    }

    /**
     * Where the reading of a shard begins.
     *
     * @param after the sequence number of the last record before, if the type needs one
     */
    record From(ShardIteratorType type, @Nullable String after) {

        /** At the oldest record. */
        static final From OLDEST = new From(ShardIteratorType.TRIM_HORIZON, null);

        /** At the next record that is written. */
        static final From NOW = new From(ShardIteratorType.LATEST, null);

        static From after(String record) {
            return new From(ShardIteratorType.AFTER_SEQUENCE_NUMBER, record);
        }
    }

    CompletableFuture<TableDescription> table(String table) {
        return sent(() -> tables.describeTable(call -> call.tableName(table).overrideConfiguration(IN_TIME)))
                .thenApply(DescribeTableResponse::table);
    }

    /** One page of the shards. */
    CompletableFuture<StreamDescription> shards(String stream, @Nullable String after) {
        return sent(() -> streams.describeStream(call ->
                        call.streamArn(stream).exclusiveStartShardId(after).overrideConfiguration(IN_TIME)))
                .thenApply(DescribeStreamResponse::streamDescription);
    }

    CompletableFuture<String> iterator(String stream, String shard, From from) {
        return sent(() -> streams.getShardIterator(call -> call.streamArn(stream)
                        .shardId(shard)
                        .shardIteratorType(from.type())
                        .sequenceNumber(from.after())
                        .overrideConfiguration(IN_TIME)))
                .thenApply(GetShardIteratorResponse::shardIterator);
    }

    CompletableFuture<GetRecordsResponse> records(String iterator, int limit) {
        return sent(() -> streams.getRecords(
                call -> call.shardIterator(iterator).limit(limit).overrideConfiguration(IN_TIME)));
    }

    /** A client that throws instead of failing its future. */
    private static <T> CompletableFuture<T> sent(Supplier<CompletableFuture<T>> call) {
        try {
            return call.get();
        } catch (RuntimeException refused) {
            return CompletableFuture.failedFuture(refused);
        }
    }
}
