package io.github.dynamocached.streams;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.model.DescribeTableRequest;
import software.amazon.awssdk.services.dynamodb.model.DescribeTableResponse;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;

/** One table, whose stream is that of {@link FakeStreams}. */
final class FakeTables implements DynamoDbAsyncClient {

    private final FakeStreams streams;
    private @Nullable RuntimeException failure;
    private @Nullable StreamViewType view = StreamViewType.NEW_AND_OLD_IMAGES;

    FakeTables(FakeStreams streams) {
        this.streams = streams;
    }

    void failWith(@Nullable RuntimeException thrown) {
        failure = thrown;
    }

    /** @param other what the stream shows, null for no stream */
    void view(@Nullable StreamViewType other) {
        view = other;
    }

    @Override
    public CompletableFuture<DescribeTableResponse> describeTable(DescribeTableRequest request) {
        RuntimeException thrown = failure;
        if (thrown != null) {
            return CompletableFuture.failedFuture(thrown);
        }
        StreamViewType shown = view;
        return CompletableFuture.completedFuture(DescribeTableResponse.builder()
                .table(table -> {
                    table.keySchema(List.of(KeySchemaElement.builder()
                            .attributeName("id")
                            .keyType(KeyType.HASH)
                            .build()));
                    if (shown != null) {
                        table.latestStreamArn(streams.arn())
                                .streamSpecification(
                                        stream -> stream.streamEnabled(true).streamViewType(shown));
                    }
                })
                .build());
    }

    @Override
    public String serviceName() {
        return "dynamodb";
    }

    @Override
    public void close() {}
}
