package io.github.dynamocached.dynamodb;

import java.util.Collection;
import java.util.List;
import java.util.function.UnaryOperator;
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

    private static final List<Kind<?, ?>> KINDS = List.of(
            new Kind<>(
                    GetItemRequest.class,
                    GetItemResponse.class,
                    read -> read.copy(asking -> asking.returnConsumedCapacity(OURS)),
                    answer -> answer.copy(bare -> bare.consumedCapacity(NONE))),
            new Kind<>(
                    QueryRequest.class,
                    QueryResponse.class,
                    read -> read.copy(asking -> asking.returnConsumedCapacity(OURS)),
                    answer -> answer.copy(bare -> bare.consumedCapacity(NONE))),
            new Kind<>(
                    ScanRequest.class,
                    ScanResponse.class,
                    read -> read.copy(asking -> asking.returnConsumedCapacity(OURS)),
                    answer -> answer.copy(bare -> bare.consumedCapacity(NONE))),
            new Kind<>(
                    BatchGetItemRequest.class,
                    BatchGetItemResponse.class,
                    read -> read.copy(asking -> asking.returnConsumedCapacity(OURS)),
                    answer -> answer.copy(bare -> bare.consumedCapacity(NONE_OF_MANY))),
            new Kind<>(
                    TransactGetItemsRequest.class,
                    TransactGetItemsResponse.class,
                    read -> read.copy(asking -> asking.returnConsumedCapacity(OURS)),
                    answer -> answer.copy(bare -> bare.consumedCapacity(NONE_OF_MANY))),
            new Kind<>(
                    ExecuteStatementRequest.class,
                    ExecuteStatementResponse.class,
                    read -> read.copy(asking -> asking.returnConsumedCapacity(OURS)),
                    answer -> answer.copy(bare -> bare.consumedCapacity(NONE))),
            new Kind<>(
                    BatchExecuteStatementRequest.class,
                    BatchExecuteStatementResponse.class,
                    read -> read.copy(asking -> asking.returnConsumedCapacity(OURS)),
                    answer -> answer.copy(bare -> bare.consumedCapacity(NONE_OF_MANY))),
            new Kind<>(
                    ExecuteTransactionRequest.class,
                    ExecuteTransactionResponse.class,
                    read -> read.copy(asking -> asking.returnConsumedCapacity(OURS)),
                    answer -> answer.copy(bare -> bare.consumedCapacity(NONE_OF_MANY))));

    /**
     * One kind of read.
     *
     * @param asked asks for the cost
     * @param bare takes the cost out of the answer
     */
    private record Kind<Q extends SdkRequest, R extends SdkResponse>(
            Class<Q> request, Class<R> response, UnaryOperator<Q> asked, UnaryOperator<R> bare) {

        SdkRequest asked(SdkRequest read) {
            return asked.apply(request.cast(read));
        }

        SdkResponse bare(SdkResponse answer) {
            return bare.apply(response.cast(answer));
        }
    }

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
        for (Kind<?, ?> kind : KINDS) {
            if (kind.request.isInstance(read)) {
                return kind.asked(read);
            }
        }
        return read;
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
        for (Kind<?, ?> kind : KINDS) {
            if (kind.response.isInstance(answer)) {
                return kind.bare(answer);
            }
        }
        return answer;
    }
}
