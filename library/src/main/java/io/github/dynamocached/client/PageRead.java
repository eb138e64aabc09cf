package io.github.dynamocached.client;

import io.github.dynamocached.Outcome;
import io.github.dynamocached.cache.ReadOperation;
import io.github.dynamocached.cache.ReadThroughCache;
import io.github.dynamocached.codec.ItemPage;
import io.github.dynamocached.codec.PageCodec;
import io.github.dynamocached.store.Slot;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbResponse;

/** The read of one page of a query or a scan. */
abstract class PageRead<Q extends DynamoDbRequest, R extends DynamoDbResponse> implements SlotRead<Q, R> {

    /**
     * Where pages of one kind are cached.
     *
     * @param cache the cache
     * @param operation what all reads of them have in common
     */
    record Pages(ReadThroughCache cache, ReadOperation operation) {

        static Pages of(String operation, ReadThroughCache cache) {
            String name = operation + " in cache '" + cache.settings().name() + "'";
            return new Pages(cache, new ReadOperation(name, PageCodec.of(cache.settings()), null));
        }

        String name() {
            return cache.settings().name();
        }
    }

    private final Pages pages;
    private final Slot slot;
    private final Q request;
    private final boolean canBeConsistent;

    /** @param canBeConsistent whether DynamoDB accepts a consistent read: of a table or of a local index */
    PageRead(Pages pages, Slot slot, Q request, boolean canBeConsistent) {
        this.pages = pages;
        this.slot = slot;
        this.request = request;
        this.canBeConsistent = canBeConsistent;
    }

    /** The same request, consistent. */
    abstract Q consistent(Q original);

    abstract ItemPage pageOf(R loaded);

    abstract R answer(Q original, ItemPage page, AnswerOfCache http);

    @Override
    public final ReadThroughCache cache() {
        return pages.cache();
    }

    @Override
    public final ReadOperation operation() {
        return pages.operation();
    }

    @Override
    public final Slot slot() {
        return slot;
    }

    @Override
    public final Q loading(boolean consistent) {
        return consistent && canBeConsistent ? consistent(request) : request;
    }

    @Override
    public final Object valueOf(R loaded) {
        return pageOf(loaded);
    }

    @Override
    public final R answer(Outcome outcome, @Nullable R loaded) {
        if (loaded != null) {
            return Responses.loaded(loaded);
        }
        ItemPage page = (ItemPage) Objects.requireNonNull(outcome.value());
        return answer(request, page, AnswerOfCache.of(outcome));
    }
}
