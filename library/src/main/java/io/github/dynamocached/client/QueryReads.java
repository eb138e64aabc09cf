package io.github.dynamocached.client;

import io.github.dynamocached.CacheKey;
import io.github.dynamocached.codec.ItemPage;
import io.github.dynamocached.store.Slot;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/**
 * The queries of one table. A page of the table or of a local index is a variant of its partition, so every write of the partition
 * evicts it. A write does not show which pages of a global index it changes. So those live by their ttl alone, in a cache of their
 * own, and only if there is a ttl for them.
 */
final class QueryReads {

    private static final String QUERY = "q:";
    private static final String PAGE = "page";

    private final PageRead.@Nullable Pages ofPartitions;
    private final PageRead.@Nullable Pages ofGlobalIndexes;

    QueryReads(ListedTables tables, String table) {
        ClientSettings settings = tables.settings();
        this.ofPartitions = settings.queryTtl().isZero() ? null : PageRead.Pages.of("Query", tables.queries(table));
        this.ofGlobalIndexes =
                settings.indexQueryTtl().isZero() ? null : PageRead.Pages.of("Query of index", tables.indexes(table));
    }

    /** The read of a request, null if DynamoDB has to answer it. */
    @Nullable
    SlotRead<QueryRequest, QueryResponse> of(QueryRequest request, KnownTable table) {
        if (Boolean.TRUE.equals(request.consistentRead()) || Responses.isUnknown(request.returnConsumedCapacity())) {
            return null;
        }
        String index = request.indexName();
        boolean isOfPartition = index == null || table.localIndexes().contains(index);
        return isOfPartition ? ofPartition(request, table) : ofGlobalIndex(request);
    }

    private @Nullable Read ofPartition(QueryRequest request, KnownTable table) {
        AttributeValue value = ofPartitions == null ? null : KeyCondition.partitionOf(request, table.partitionKey());
        Object part = value == null ? null : table.partitionOf(value);
        if (ofPartitions == null || part == null) {
            return null;
        }
        CacheKey partition = CacheKey.of(ofPartitions.name(), List.of(part));
        return new Read(ofPartitions, new Slot(partition, QUERY + RequestDigest.of(request)), request, true);
    }

    private @Nullable Read ofGlobalIndex(QueryRequest request) {
        if (ofGlobalIndexes == null) {
            return null;
        }
        CacheKey query = CacheKey.of(ofGlobalIndexes.name(), List.of(RequestDigest.of(request)));
        return new Read(ofGlobalIndexes, new Slot(query, PAGE), request, false);
    }

    private static final class Read extends PageRead<QueryRequest, QueryResponse> {

        private final boolean isOfPartition;

        Read(Pages pages, Slot slot, QueryRequest request, boolean isOfPartition) {
            super(pages, slot, request, isOfPartition);
            this.isOfPartition = isOfPartition;
        }

        @Override
        QueryRequest consistent(QueryRequest original) {
            return original.toBuilder().consistentRead(true).build();
        }

        @Override
        ItemPage pageOf(QueryResponse loaded) {
            return Responses.pageOf(loaded);
        }

        @Override
        QueryResponse answer(QueryRequest original, ItemPage page, AnswerOfCache http) {
            return Responses.page(original, isOfPartition, page, http);
        }
    }
}
