package io.github.dynamocached.client;

import io.github.dynamocached.store.Slot;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;

/**
 * Which keys of a batch the cache may answer, and which DynamoDB has to answer. A table passes if it is not listed, is read
 * consistently, or asks for something that cannot be cut out of whole items.
 *
 * @param cached the keys that the cache may answer, at least one
 * @param passing the keys that DynamoDB has to answer, by table
 */
record BatchPlan(List<CachedKeys> cached, Map<String, KeysAndAttributes> passing) {

    private static final int MOST_KEYS = 100;

    /**
     * The keys of one table.
     *
     * @param name the table as the request names it
     * @param asked what the request asks of it
     * @param keys the keys by slot, in their order
     */
    record CachedKeys(
            String name,
            KeysAndAttributes asked,
            KnownTable table,
            ItemReads reads,
            Projection projection,
            Map<Slot, Map<String, AttributeValue>> keys) {

        /** Where an item or a key belongs. */
        @Nullable
        Slot slotOf(Map<String, AttributeValue> item) {
            List<Object> parts = table.partsIn(item);
            return parts == null ? null : reads.slotOf(parts);
        }
    }

    /**
     * The plan for a request.
     *
     * @param tables finds what is known of a listed table
     * @return null if DynamoDB has to answer all of it, for example because it would refuse the request
     */
    static @Nullable BatchPlan of(
            BatchGetItemRequest request, Function<String, @Nullable KnownTable> tables, TableReads reads) {
        List<CachedKeys> cached = new ArrayList<>();
        Map<String, KeysAndAttributes> passing = new LinkedHashMap<>();
        int count = 0;
        for (Map.Entry<String, KeysAndAttributes> entry : request.requestItems().entrySet()) {
            KeysAndAttributes asked = entry.getValue();
            count += asked.keys().size();
            KnownTable table = Boolean.TRUE.equals(asked.consistentRead()) ? null : tables.apply(entry.getKey());
            Projection projection =
                    table == null ? null : reads.items(table.name()).projectionOf(Projection.Text.of(asked));
            if (table == null || projection == null) {
                passing.put(entry.getKey(), asked);
                continue;
            }
            ItemReads items = reads.items(table.name());
            Map<Slot, Map<String, AttributeValue>> keys = slots(asked, table, items);
            if (keys == null || cached.stream().anyMatch(other -> other.reads() == items)) {
                return null;
            }
            cached.add(new CachedKeys(entry.getKey(), asked, table, items, projection, keys));
        }
        return cached.isEmpty() || count > MOST_KEYS ? null : new BatchPlan(cached, passing);
    }

    /** Whether DynamoDB may grant the request as it was, after it has denied whole items. */
    boolean isGrantedAsItWas(Throwable failure) {
        return cached.stream().anyMatch(keys -> keys.reads().narrows(Projection.Text.of(keys.asked()), failure));
    }

    /** Null if DynamoDB would refuse one of the keys, or there are none, or one is there twice. */
    private static @Nullable Map<Slot, Map<String, AttributeValue>> slots(
            KeysAndAttributes asked, KnownTable table, ItemReads reads) {
        Map<Slot, Map<String, AttributeValue>> slots = new LinkedHashMap<>();
        for (Map<String, AttributeValue> key : asked.keys()) {
            List<Object> parts = table.partsOf(key);
            if (parts == null || slots.put(reads.slotOf(parts), key) != null) {
                return null;
            }
        }
        return slots.isEmpty() ? null : slots;
    }
}
