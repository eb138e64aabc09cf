package io.github.dynamocached.dynamodb;

import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/** The whole items that a write leaves, where its request or its answer has them. */
final class WrittenItems {

    private WrittenItems() {}

    static boolean mayBeIn(SdkRequest request) {
        return request instanceof PutItemRequest
                || request instanceof UpdateItemRequest
                || request instanceof TransactWriteItemsRequest
                || request instanceof BatchWriteItemRequest;
    }

    static Stream<Map<String, AttributeValue>> of(SdkRequest request, SdkResponse response) {
        if (request instanceof PutItemRequest put) {
            return Stream.of(put.item());
        }
        if (request instanceof UpdateItemRequest update
                && update.returnValues() == ReturnValue.ALL_NEW
                && response instanceof UpdateItemResponse updated) {
            return Stream.of(updated.attributes());
        }
        if (request instanceof TransactWriteItemsRequest transaction) {
            return transaction.transactItems().stream()
                    .map(TransactWriteItem::put)
                    .filter(Objects::nonNull)
                    .map(put -> put.item());
        }
        return request instanceof BatchWriteItemRequest batch
                ? batch.requestItems().values().stream()
                        .flatMap(requests -> requests.stream())
                        .map(WriteRequest::putRequest)
                        .filter(Objects::nonNull)
                        .map(put -> put.item())
                : Stream.empty();
    }
}
