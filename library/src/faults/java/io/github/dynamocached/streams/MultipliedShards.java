package io.github.dynamocached.streams;

import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.DescribeStreamRequest;
import software.amazon.awssdk.services.dynamodb.model.DescribeStreamResponse;
import software.amazon.awssdk.services.dynamodb.model.GetRecordsRequest;
import software.amazon.awssdk.services.dynamodb.model.GetRecordsResponse;
import software.amazon.awssdk.services.dynamodb.model.GetShardIteratorRequest;
import software.amazon.awssdk.services.dynamodb.model.GetShardIteratorResponse;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.Shard;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsAsyncClient;

/**
 * The stream of DynamoDB Local, whose one shard is shown as several, and each record as a change of several items. The
 * items of {@code u1} are {@code u1-0}, {@code u1-1} and so on. No page has more records than was asked for.
 */
record MultipliedShards(DynamoDbStreamsAsyncClient real) implements DynamoDbStreamsAsyncClient {

    static final int SHARDS = 4;
    private static final int ITEMS_A_SHARD = 5;
    static final int ITEMS = SHARDS * ITEMS_A_SHARD;

    private static final String SEPARATOR = "#";

    @Override
    public CompletableFuture<DescribeStreamResponse> describeStream(DescribeStreamRequest request) {
        return real.describeStream(request)
                .thenApply(answer -> answer.toBuilder()
                        .streamDescription(answer.streamDescription().toBuilder()
                                .shards(answer.streamDescription().shards().stream()
                                        .flatMap(MultipliedShards::copiesOf)
                                        .toList())
                                .build())
                        .build());
    }

    private static Stream<Shard> copiesOf(Shard shard) {
        return IntStream.range(0, SHARDS)
                .mapToObj(copy ->
                        shard.toBuilder().shardId(marked(shard.shardId(), copy)).build());
    }

    private static String marked(String text, int copy) {
        return copy + SEPARATOR + text;
    }

    private static int copyOf(String marked) {
        return Integer.parseInt(marked.substring(0, marked.indexOf(SEPARATOR)));
    }

    private static String realOf(String marked) {
        return marked.substring(marked.indexOf(SEPARATOR) + 1);
    }

    @Override
    public CompletableFuture<GetShardIteratorResponse> getShardIterator(GetShardIteratorRequest request) {
        int copy = copyOf(request.shardId());
        return real.getShardIterator(
                        request.toBuilder().shardId(realOf(request.shardId())).build())
                .thenApply(answer -> answer.toBuilder()
                        .shardIterator(marked(answer.shardIterator(), copy))
                        .build());
    }

    @Override
    public CompletableFuture<GetRecordsResponse> getRecords(GetRecordsRequest request) {
        int copy = copyOf(request.shardIterator());
        return real.getRecords(request.toBuilder()
                        .shardIterator(realOf(request.shardIterator()))
                        .limit(Math.max(1, request.limit() / ITEMS_A_SHARD))
                        .build())
                .thenApply(page -> page.toBuilder()
                        .records(page.records().stream()
                                .flatMap(each -> changesOf(each, copy))
                                .toList())
                        .nextShardIterator(next(page, copy))
                        .build());
    }

    private static @Nullable String next(GetRecordsResponse page, int copy) {
        return page.nextShardIterator() == null ? null : marked(page.nextShardIterator(), copy);
    }

    private static Stream<Record> changesOf(Record each, int copy) {
        String id = Objects.requireNonNull(each.dynamodb().keys().get("id")).s();
        return IntStream.range(copy * ITEMS_A_SHARD, (copy + 1) * ITEMS_A_SHARD)
                .mapToObj(item -> each.toBuilder()
                        .dynamodb(each.dynamodb().toBuilder()
                                .keys(Map.of("id", AttributeValue.fromS(id + "-" + item)))
                                .build())
                        .build());
    }

    @Override
    public String serviceName() {
        return real.serviceName();
    }

    @Override
    public void close() {
        real.close();
    }
}
