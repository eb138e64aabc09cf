package io.github.dynamocached.dynamodb;

import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.services.dynamodb.model.BatchExecuteStatementRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchExecuteStatementResponse;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.ConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.ExecuteStatementRequest;
import software.amazon.awssdk.services.dynamodb.model.ExecuteStatementResponse;
import software.amazon.awssdk.services.dynamodb.model.ExecuteTransactionRequest;
import software.amazon.awssdk.services.dynamodb.model.ExecuteTransactionResponse;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactGetItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactGetItemsResponse;

/** Asks what reads of DynamoDB cost, reads the answer, and takes it out for a caller who has not asked. */
final class ReadCosts {

    /** Costs as much as {@code TOTAL}, which an interceptor that runs later more likely sets for itself. */
    private static final ReturnConsumedCapacity OURS = ReturnConsumedCapacity.INDEXES;

    private static final @Nullable ConsumedCapacity NONE = null;
    private static final @Nullable Collection<ConsumedCapacity> NONE_OF_MANY = null;

    private ReadCosts() {}

    /** Whether the caller of a read has said if it wants to know its cost. */
    static boolean isDecided(SdkRequest read) {
        return read.getValueForField("ReturnConsumedCapacity", String.class).isPresent();
    }

    /** Whether a read that was {@link #asked} was sent as it was then: no interceptor has asked for itself. */
    static boolean isOurs(SdkRequest sent) {
        return OURS.toString()
                .equals(sent.getValueForField("ReturnConsumedCapacity", String.class)
                        .orElse(null));
    }

    /** The read, asking for its cost. */
    static SdkRequest asked(SdkRequest read) {
        if (read instanceof GetItemRequest get) {
            return get.copy(builder -> builder.returnConsumedCapacity(OURS));
        }
        if (read instanceof QueryRequest query) {
            return query.copy(builder -> builder.returnConsumedCapacity(OURS));
        }
        if (read instanceof ScanRequest scan) {
            return scan.copy(builder -> builder.returnConsumedCapacity(OURS));
        }
        if (read instanceof BatchGetItemRequest batch) {
            return batch.copy(builder -> builder.returnConsumedCapacity(OURS));
        }
        if (read instanceof TransactGetItemsRequest transaction) {
            return transaction.copy(builder -> builder.returnConsumedCapacity(OURS));
        }
        if (read instanceof ExecuteStatementRequest statement) {
            return statement.copy(builder -> builder.returnConsumedCapacity(OURS));
        }
        if (read instanceof BatchExecuteStatementRequest statements) {
            return statements.copy(builder -> builder.returnConsumedCapacity(OURS));
        }
        return read instanceof ExecuteTransactionRequest transaction
                ? transaction.copy(builder -> builder.returnConsumedCapacity(OURS))
                : read;
    }

    /** The capacity units in an answer; 0 if there are none. */
    static double unitsOf(SdkResponse answer) {
        Object consumed =
                answer.getValueForField("ConsumedCapacity", Object.class).orElse(List.of());
        if (consumed instanceof ConsumedCapacity one) {
            return unitsOf(one);
        }
        double units = 0;
        for (Object part : (Collection<?>) consumed) {
            units += part instanceof ConsumedCapacity one ? unitsOf(one) : 0;
        }
        return units;
    }

    private static double unitsOf(ConsumedCapacity consumed) {
        Double units = consumed.capacityUnits();
        return units == null ? 0 : units;
    }

    /** The answer as it is if nobody asks for the cost. */
    static SdkResponse withoutCost(SdkResponse answer) {
        if (answer instanceof GetItemResponse get) {
            return get.copy(builder -> builder.consumedCapacity(NONE));
        }
        if (answer instanceof QueryResponse query) {
            return query.copy(builder -> builder.consumedCapacity(NONE));
        }
        if (answer instanceof ScanResponse scan) {
            return scan.copy(builder -> builder.consumedCapacity(NONE));
        }
        if (answer instanceof BatchGetItemResponse batch) {
            return batch.copy(builder -> builder.consumedCapacity(NONE_OF_MANY));
        }
        if (answer instanceof TransactGetItemsResponse transaction) {
            return transaction.copy(builder -> builder.consumedCapacity(NONE_OF_MANY));
        }
        if (answer instanceof ExecuteStatementResponse statement) {
            return statement.copy(builder -> builder.consumedCapacity(NONE));
        }
        if (answer instanceof BatchExecuteStatementResponse statements) {
            return statements.copy(builder -> builder.consumedCapacity(NONE_OF_MANY));
        }
        return answer instanceof ExecuteTransactionResponse transaction
                ? transaction.copy(builder -> builder.consumedCapacity(NONE_OF_MANY))
                : answer;
    }
}
