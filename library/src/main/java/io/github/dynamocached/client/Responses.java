package io.github.dynamocached.client;

import io.github.dynamocached.codec.ItemPage;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.AwsResponseMetadata;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Capacity;
import software.amazon.awssdk.services.dynamodb.model.ConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbResponse;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbResponseMetadata;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;

/**
 * The responses of the cache. They have what DynamoDB's have, with a capacity of 0 where the request asked for the capacity, and
 * with no request id: {@code requestId()} is {@code UNKNOWN}, because loggers call it.
 */
final class Responses {

    /** In place of the metadata of a service. */
    static final DynamoDbResponseMetadata METADATA = DynamoDbResponseMetadata.create(new NoRequest());

    private static final Capacity NONE = Capacity.builder().capacityUnits(0.0).build();

    private static final class NoRequest extends AwsResponseMetadata {
        NoRequest() {
            super(Map.of());
        }
    }

    private Responses() {}

    /**
     * The answer for an item.
     *
     * @param item its attributes, as they were asked for; null if there is no item
     */
    static GetItemResponse item(
            GetItemRequest request, @Nullable Map<String, AttributeValue> item, AnswerOfCache http) {
        GetItemResponse.Builder response = GetItemResponse.builder()
                .consumedCapacity(capacity(request.returnConsumedCapacity(), request.tableName()));
        if (item != null) {
            response.item(item);
        }
        response.responseMetadata(METADATA).sdkHttpResponse(http);
        return response.build();
    }

    /** The answer for a page of a query. */
    static QueryResponse page(QueryRequest request, boolean isLocalIndex, ItemPage page, AnswerOfCache http) {
        QueryResponse.Builder response = QueryResponse.builder()
                .items(page.items())
                .count(page.count())
                .scannedCount(page.scanned())
                .lastEvaluatedKey(page.lastKey())
                .consumedCapacity(capacity(
                        request.returnConsumedCapacity(), request.tableName(), request.indexName(), isLocalIndex));
        response.responseMetadata(METADATA).sdkHttpResponse(http);
        return response.build();
    }

    /** The answer for a page of a scan. */
    static ScanResponse page(ScanRequest request, boolean isLocalIndex, ItemPage page, AnswerOfCache http) {
        ScanResponse.Builder response = ScanResponse.builder()
                .items(page.items())
                .count(page.count())
                .scannedCount(page.scanned())
                .lastEvaluatedKey(page.lastKey())
                .consumedCapacity(capacity(
                        request.returnConsumedCapacity(), request.tableName(), request.indexName(), isLocalIndex));
        response.responseMetadata(METADATA).sdkHttpResponse(http);
        return response.build();
    }

    static ItemPage pageOf(QueryResponse response) {
        return new ItemPage(
                response.hasItems() ? response.items() : null,
                response.count(),
                response.scannedCount(),
                response.hasLastEvaluatedKey() ? response.lastEvaluatedKey() : null);
    }

    static ItemPage pageOf(ScanResponse response) {
        return new ItemPage(
                response.hasItems() ? response.items() : null,
                response.count(),
                response.scannedCount(),
                response.hasLastEvaluatedKey() ? response.lastEvaluatedKey() : null);
    }

    /** The response of the service, marked as one that the caching client has loaded. */
    @SuppressWarnings("unchecked") // a builder of a response makes a response of the same class
    static <R extends DynamoDbResponse> R loaded(R response) {
        return (R) response.toBuilder()
                .sdkHttpResponse(marked(response.sdkHttpResponse(), CacheMetadata.Source.MISS.status()))
                .build();
    }

    /** The HTTP response of a service with the status of a cache. */
    static SdkHttpResponse marked(@Nullable SdkHttpResponse http, String status) {
        return http == null
                ? new AnswerOfCache(status, 0)
                : http.toBuilder().putHeader(AnswerOfCache.CACHE_STATUS, status).build();
    }

    /** The capacity that a read of a table consumes in the cache, null if it was not asked for. */
    static @Nullable ConsumedCapacity capacity(@Nullable ReturnConsumedCapacity asked, String table) {
        return capacity(asked, table, null, false);
    }

    /** Whether a request asks for the capacity in a way that only DynamoDB knows, or refuses. */
    static boolean isUnknown(@Nullable ReturnConsumedCapacity asked) {
        return asked == ReturnConsumedCapacity.UNKNOWN_TO_SDK_VERSION;
    }

    private static @Nullable ConsumedCapacity capacity(
            @Nullable ReturnConsumedCapacity asked, String table, @Nullable String index, boolean isLocalIndex) {
        boolean ofIndexes = asked == ReturnConsumedCapacity.INDEXES;
        if (!ofIndexes && asked != ReturnConsumedCapacity.TOTAL) {
            return null;
        }
        ConsumedCapacity.Builder capacity =
                ConsumedCapacity.builder().tableName(table).capacityUnits(0.0);
        if (ofIndexes) {
            capacity.table(NONE);
        }
        if (ofIndexes && index != null) {
            Map<String, Capacity> ofIndex = Map.of(index, NONE);
            return isLocalIndex
                    ? capacity.localSecondaryIndexes(ofIndex).build()
                    : capacity.globalSecondaryIndexes(ofIndex).build();
        }
        return capacity.build();
    }
}
