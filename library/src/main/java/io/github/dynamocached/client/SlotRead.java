package io.github.dynamocached.client;

import io.github.dynamocached.Outcome;
import io.github.dynamocached.cache.ReadOperation;
import io.github.dynamocached.cache.ReadThroughCache;
import io.github.dynamocached.store.Slot;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbResponse;

/**
 * One read that one slot may answer.
 *
 * @param <Q> the type of its request
 * @param <R> the type of its response
 */
interface SlotRead<Q extends DynamoDbRequest, R extends DynamoDbResponse> {

    /** The cache of the slot. */
    ReadThroughCache cache();

    /** What all reads of this kind have in common. */
    ReadOperation operation();

    /** Where the value is. */
    Slot slot();

    /**
     * The request that loads the value.
     *
     * @param consistent whether it has to be consistent
     */
    Q loading(boolean consistent);

    /** The value in the answer of DynamoDB, null for an absence. */
    @Nullable
    Object valueOf(R loaded);

    /**
     * The response.
     *
     * @param outcome the value and where it came from
     * @param loaded what DynamoDB has answered to this call; null if the value came from the cache or from another call
     */
    R answer(Outcome outcome, @Nullable R loaded);
}
