package io.github.dynamocached.dynamodb;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.dynamodb.model.ConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;

/**
 * Notes what each read of a client consumed of small items, which tells whether the server read consistently. An
 * empty page consumes the same either way; there the request tells.
 */
final class ReadsOfClient implements ExecutionInterceptor {

    private static final double UNITS_OF_CONSISTENT_READ = 1.0;

    private final List<Boolean> consistent = new CopyOnWriteArrayList<>();

    @Override
    public SdkRequest modifyRequest(Context.ModifyRequest context, ExecutionAttributes attributes) {
        SdkRequest request = context.request();
        if (request instanceof GetItemRequest get) {
            return get.copy(builder -> builder.returnConsumedCapacity(ReturnConsumedCapacity.TOTAL));
        }
        if (request instanceof QueryRequest query) {
            return query.copy(builder -> builder.returnConsumedCapacity(ReturnConsumedCapacity.TOTAL));
        }
        if (request instanceof ScanRequest scan) {
            return scan.copy(builder -> builder.returnConsumedCapacity(ReturnConsumedCapacity.TOTAL));
        }
        return request;
    }

    @Override
    public void afterExecution(Context.AfterExecution context, ExecutionAttributes attributes) {
        SdkResponse response = context.response();
        if (response instanceof GetItemResponse got) {
            note(got.consumedCapacity());
        } else if (response instanceof QueryResponse queried && queried.scannedCount() > 0) {
            note(queried.consumedCapacity());
        } else if (response instanceof ScanResponse scanned) {
            note(scanned.consumedCapacity());
        } else if (context.request() instanceof QueryRequest emptyPage) {
            consistent.add(Boolean.TRUE.equals(emptyPage.consistentRead()));
        }
    }

    private void note(ConsumedCapacity consumed) {
        consistent.add(consumed.capacityUnits() == UNITS_OF_CONSISTENT_READ);
    }

    void forget() {
        consistent.clear();
    }

    int count() {
        return consistent.size();
    }

    boolean areAllConsistent() {
        return !consistent.contains(false);
    }
}
