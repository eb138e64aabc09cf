package io.github.dynamocached.example.dynamodb;

import io.github.dynamocached.example.answers.AnswerReport;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.ConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;

/**
 * Asks DynamoDB for the cost of each read and adds it to the report of the current request. A synchronous client runs its
 * interceptors on the calling thread, so the report is the right one.
 */
final class ReadUnitCounter implements ExecutionInterceptor {

    @Override
    public SdkRequest modifyRequest(Context.ModifyRequest context, ExecutionAttributes attributes) {
        SdkRequest request = context.request();
        if (request instanceof GetItemRequest get) {
            return get.toBuilder()
                    .returnConsumedCapacity(ReturnConsumedCapacity.TOTAL)
                    .build();
        }
        if (request instanceof BatchGetItemRequest batch) {
            return batch.toBuilder()
                    .returnConsumedCapacity(ReturnConsumedCapacity.TOTAL)
                    .build();
        }
        if (request instanceof QueryRequest query) {
            return query.toBuilder()
                    .returnConsumedCapacity(ReturnConsumedCapacity.TOTAL)
                    .build();
        }
        return request;
    }

    @Override
    public void afterExecution(Context.AfterExecution context, ExecutionAttributes attributes) {
        SdkResponse response = context.response();
        if (response instanceof GetItemResponse get) {
            count(get.consumedCapacity());
        } else if (response instanceof BatchGetItemResponse batch) {
            batch.consumedCapacity().forEach(ReadUnitCounter::count);
        } else if (response instanceof QueryResponse query) {
            count(query.consumedCapacity());
        }
    }

    private static void count(ConsumedCapacity consumed) {
        AnswerReport.current().ifPresent(report -> report.addReadUnits(consumed.capacityUnits()));
    }
}
