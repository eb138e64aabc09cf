package io.github.dynamocached.client;

import io.github.dynamocached.CacheKey;
import io.github.dynamocached.Outcome;
import io.github.dynamocached.cache.ReadOperation;
import io.github.dynamocached.cache.ReadThroughCache;
import io.github.dynamocached.codec.ItemCodec;
import io.github.dynamocached.store.Slot;
import io.github.dynamocached.store.ValueCodec;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.util.DefaultSdkAutoConstructMap;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;

/**
 * The items of one table. One copy of an item is stored, and answers every projection of whole attributes. Whatever is asked, a
 * miss loads the whole item: it costs the same read units.
 *
 * <p>A projection of parts of attributes is a variant of its own. So is every projection, from the moment when DynamoDB has denied
 * the access to a whole item whose projection was asked for.
 */
final class ItemReads {

    private static final Logger log = LoggerFactory.getLogger(ItemReads.class);

    private static final String WHOLE_ITEM = "item";
    private static final String PROJECTION = "p:";
    private static final String DENIED = "AccessDeniedException";

    private final boolean isCached;
    private final ReadThroughCache cache;
    private final ReadOperation items;
    private final ReadOperation projections;
    private final AcceptedProjections accepted = new AcceptedProjections();
    private volatile boolean narrow;

    /** @param isCached whether items are cached at all */
    ItemReads(ReadThroughCache cache, boolean isCached) {
        this.isCached = isCached;
        String name = cache.settings().name();
        ValueCodec codec = ItemCodec.of(cache.settings());
        this.cache = cache;
        this.items = new ReadOperation("Reading items in cache '" + name + "'", codec, null);
        this.projections = new ReadOperation("Reading projections in cache '" + name + "'", codec, null);
    }

    ReadThroughCache cache() {
        return cache;
    }

    ReadOperation operation() {
        return items;
    }

    /** Where the whole item of a key is. */
    Slot slotOf(List<Object> parts) {
        return new Slot(CacheKey.of(cache.settings().name(), parts), WHOLE_ITEM);
    }

    /** What is asked of items, if that can be cut out of whole items; null if DynamoDB has to answer it. */
    @Nullable
    Projection projectionOf(Projection.Text text) {
        Projection projection = find(text);
        return projection == null || projection.isOfParts() || (narrow && !projection.isWhole()) ? null : projection;
    }

    private @Nullable Projection whole() {
        return isCached ? Projection.WHOLE : null;
    }

    private @Nullable Projection find(Projection.Text text) {
        return isCached ? accepted.find(text) : null;
    }

    /** DynamoDB has answered a read with this text. */
    void accept(Projection.Text text) {
        accepted.accept(text);
    }

    /** Whether DynamoDB has denied a whole item to a request that has asked for less: then it may grant what was asked for. */
    boolean narrows(Projection.Text text, Throwable failure) {
        boolean denied = failure instanceof DynamoDbException refused
                && refused.awsErrorDetails() != null
                && DENIED.equals(refused.awsErrorDetails().errorCode());
        if (!denied || text.isEmpty()) {
            return false;
        }
        if (!narrow) {
            narrow = true;
            log.info(
                    "Cache '{}': DynamoDB denies whole items and may allow some attributes. From now on each projection is"
                            + " loaded and stored by itself.",
                    cache.settings().name());
        }
        return true;
    }

    /** The read of a request, null if DynamoDB has to answer it. */
    @Nullable
    Read of(GetItemRequest request, KnownTable table) {
        List<Object> parts = Boolean.TRUE.equals(request.consistentRead()) || !request.hasKey()
                ? null
                : table.partsOf(request.key());
        if (parts == null || Responses.isUnknown(request.returnConsumedCapacity())) {
            return null;
        }
        Projection projection = Projection.Text.isIn(request) ? find(Projection.Text.of(request)) : whole();
        if (projection == null) {
            return null;
        }
        Slot whole = slotOf(parts);
        boolean isAlone = projection.isOfParts() || (narrow && !projection.isWhole());
        return isAlone
                ? new Read(request, new Slot(whole.key(), PROJECTION + RequestDigest.ofProjection(request)), null)
                : new Read(request, whole, projection);
    }

    /** One read of an item. */
    final class Read implements SlotRead<GetItemRequest, GetItemResponse> {

        private final GetItemRequest request;
        private final Slot slot;
        private final @Nullable Projection cut;

        /** @param cut what is cut out of the whole item, null if the projection is loaded and stored as it is */
        private Read(GetItemRequest request, Slot slot, @Nullable Projection cut) {
            this.request = request;
            this.slot = slot;
            this.cut = cut;
        }

        @Override
        public ReadThroughCache cache() {
            return cache;
        }

        @Override
        public ReadOperation operation() {
            return cut == null ? projections : items;
        }

        @Override
        public Slot slot() {
            return slot;
        }

        @Override
        public GetItemRequest loading(boolean consistent) {
            GetItemRequest.Builder load = request.toBuilder();
            if (cut != null && !cut.isWhole()) {
                load.projectionExpression(null)
                        .expressionAttributeNames(DefaultSdkAutoConstructMap.getInstance())
                        .attributesToGet((List<String>) null);
            }
            return load.consistentRead(consistent ? Boolean.TRUE : request.consistentRead())
                    .build();
        }

        @Override
        public @Nullable Object valueOf(GetItemResponse loaded) {
            return loaded.hasItem() ? loaded.item() : null;
        }

        @Override
        public GetItemResponse answer(Outcome outcome, @Nullable GetItemResponse loaded) {
            Map<String, AttributeValue> item = itemOf(outcome);
            Map<String, AttributeValue> asked = item == null || cut == null ? item : cut.cut(item);
            if (loaded == null || !isLoaded(outcome)) {
                return Responses.item(request, asked, AnswerOfCache.of(outcome));
            }
            GetItemResponse marked = Responses.loaded(loaded);
            return asked == loaded.item()
                    ? marked
                    : marked.toBuilder()
                            .item(asked == null ? DefaultSdkAutoConstructMap.getInstance() : asked)
                            .build();
        }

        private static boolean isLoaded(Outcome outcome) {
            return outcome.source() == Outcome.Source.MISS || outcome.source() == Outcome.Source.BYPASS;
        }

        /** Whether DynamoDB may grant the request as it was, after it has denied the whole item. */
        boolean isGrantedAsItWas(Throwable failure) {
            return cut != null && narrows(Projection.Text.of(request), failure);
        }
    }

    @SuppressWarnings("unchecked") // The values of this cache are items.
    static @Nullable Map<String, AttributeValue> itemOf(Outcome outcome) {
        return (Map<String, AttributeValue>) outcome.value();
    }
}
