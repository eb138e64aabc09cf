package io.github.dynamocached.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamocached.Failures;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.ConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbResponse;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;

/**
 * What a client has answered to a read: a response or an exception.
 *
 * @param response null if the read failed
 * @param failure null if it did not
 */
record ReadAnswer(
        @Nullable DynamoDbResponse response, @Nullable Throwable failure) {

    static ReadAnswer of(DynamoDbClient client, DynamoDbRequest request) {
        return of(() -> {
            if (request instanceof GetItemRequest get) {
                return client.getItem(get);
            }
            if (request instanceof BatchGetItemRequest batch) {
                return client.batchGetItem(batch);
            }
            return request instanceof QueryRequest query ? client.query(query) : client.scan((ScanRequest) request);
        });
    }

    static ReadAnswer of(DynamoDbAsyncClient client, DynamoDbRequest request) {
        return of(() -> {
            if (request instanceof GetItemRequest get) {
                return client.getItem(get).join();
            }
            if (request instanceof BatchGetItemRequest batch) {
                return client.batchGetItem(batch).join();
            }
            return request instanceof QueryRequest query
                    ? client.query(query).join()
                    : client.scan((ScanRequest) request).join();
        });
    }

    private static ReadAnswer of(Callable<DynamoDbResponse> read) {
        try {
            return new ReadAnswer(read.call(), null);
        } catch (Exception failure) {
            return new ReadAnswer(null, Failures.unwrapped(failure));
        }
    }

    boolean isRefused() {
        return failure != null;
    }

    /** Where the response came from. */
    String source() {
        return response == null ? "" : CacheMetadata.of(response).source().name();
    }

    /** Equal but for the capacity and the identity of the request. */
    void assertSameAs(ReadAnswer plain) {
        if (plain.failure != null) {
            assertThat(failure).as("failure").isNotNull();
            assertThat(described(failure)).isEqualTo(described(plain.failure));
            return;
        }
        assertThat(failure).as("failure").isNull();
        assertThat(fields(response)).isEqualTo(fields(plain.response));
    }

    private static List<Object> described(@Nullable Throwable thrown) {
        String told = thrown instanceof AwsServiceException refused
                ? refused.awsErrorDetails().errorCode() + ": "
                        + refused.awsErrorDetails().errorMessage()
                : String.valueOf(thrown);
        return List.of(String.valueOf(thrown == null ? null : thrown.getClass()), told);
    }

    private static Map<String, Object> fields(@Nullable DynamoDbResponse answered) {
        Map<String, Object> fields = new HashMap<>();
        for (SdkField<?> field : answered == null ? List.<SdkField<?>>of() : answered.sdkFields()) {
            Object value = field.getValueOrDefault(answered);
            if (value != null) {
                fields.put(field.memberName(), value instanceof List<?> list ? comparable(list) : comparable(value));
            }
        }
        if (answered instanceof BatchGetItemResponse batch) {
            batch.responses().forEach((table, items) -> fields.put("items of " + table, new HashSet<>(items)));
            fields.remove("Responses");
        }
        return fields;
    }

    private static Object comparable(List<?> list) {
        return list.stream().map(ReadAnswer::comparable).toList();
    }

    /** The form of the capacity without its numbers. */
    private static Object comparable(@Nullable Object value) {
        if (value instanceof ConsumedCapacity capacity) {
            return List.of(
                    "capacity",
                    capacity.tableName(),
                    capacity.capacityUnits() != null,
                    capacity.table() != null,
                    capacity.localSecondaryIndexes().keySet(),
                    capacity.globalSecondaryIndexes().keySet());
        }
        return value == null ? "none" : value;
    }
}
