package io.github.dynamocached.client;

import io.github.dynamocached.Outcome;
import io.github.dynamocached.client.BatchPlan.CachedKeys;
import io.github.dynamocached.client.CacheMetadata.Source;
import io.github.dynamocached.store.Slot;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.ConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;

/**
 * What is known of the answer to one batch: what the cache has found, what it misses, and the one answer of DynamoDB for all that
 * is missed and all that passes. Used by one step after the other.
 */
final class BatchAnswer {

    private final BatchGetItemRequest request;
    private final BatchPlan plan;
    private final Map<CachedKeys, List<Slot>> missing = new HashMap<>();
    private final Map<CachedKeys, Map<Slot, Outcome>> outcomes = new HashMap<>();
    private final Set<CachedKeys> alone = new HashSet<>();
    private @Nullable BatchGetItemResponse fetched;

    BatchAnswer(BatchGetItemRequest request, BatchPlan plan) {
        this.request = request;
        this.plan = plan;
    }

    void found(CachedKeys keys, Map<Slot, Outcome> outcomesOfTable) {
        outcomes.put(keys, outcomesOfTable);
    }

    void misses(CachedKeys keys, List<Slot> slots) {
        missing.put(keys, slots);
    }

    /** Whether a table was neither looked up nor missed as a whole. */
    boolean isOpen(CachedKeys keys) {
        return !outcomes.containsKey(keys) && !missing.containsKey(keys);
    }

    /** A table is answered by DynamoDB alone. */
    void takesFetched(CachedKeys keys) {
        alone.add(keys);
    }

    void fetched(BatchGetItemResponse response) {
        fetched = response;
    }

    /** Whether DynamoDB is to be asked for something. */
    boolean isIncomplete() {
        return fetched == null && (!missing.isEmpty() || !plan.passing().isEmpty());
    }

    /** The request for all that is missed and all that passes. */
    BatchGetItemRequest rest(boolean consistent) {
        Map<String, KeysAndAttributes> items = new LinkedHashMap<>();
        for (CachedKeys keys : plan.cached()) {
            List<Slot> missed = missing.getOrDefault(keys, List.of());
            if (!missed.isEmpty()) {
                items.put(keys.name(), rest(keys, missed, consistent));
            }
        }
        items.putAll(plan.passing());
        return request.toBuilder().requestItems(items).build();
    }

    private static KeysAndAttributes rest(CachedKeys keys, List<Slot> missed, boolean consistent) {
        return KeysAndAttributes.builder()
                .keys(missed.stream().map(keys.keys()::get).toList())
                .consistentRead(consistent ? Boolean.TRUE : keys.asked().consistentRead())
                .build();
    }

    /** What DynamoDB has answered for slots of a table. Unprocessed keys are left out. */
    Map<Slot, Optional<Object>> valuesOf(CachedKeys keys, List<Slot> slots) {
        BatchGetItemResponse response = Objects.requireNonNull(fetched);
        Map<Slot, Optional<Object>> values = new HashMap<>();
        for (Map<String, AttributeValue> item : response.responses().getOrDefault(keys.name(), List.of())) {
            Slot slot = keys.slotOf(item);
            if (slot != null) {
                values.put(slot, Optional.of(item));
            }
        }
        Set<Slot> unprocessed = unprocessed(keys);
        for (Slot slot : slots) {
            if (!unprocessed.contains(slot)) {
                values.putIfAbsent(slot, Optional.empty());
            }
        }
        return values;
    }

    private Set<Slot> unprocessed(CachedKeys keys) {
        KeysAndAttributes left =
                fetched == null ? null : fetched.unprocessedKeys().get(keys.name());
        Set<Slot> slots = new HashSet<>();
        for (Map<String, AttributeValue> key : left == null ? List.<Map<String, AttributeValue>>of() : left.keys()) {
            Slot slot = keys.slotOf(key);
            if (slot != null) {
                slots.add(slot);
            }
        }
        return slots;
    }

    /** The response to the whole request. */
    BatchGetItemResponse response() {
        Map<String, List<Map<String, AttributeValue>>> items = new LinkedHashMap<>();
        Map<String, KeysAndAttributes> unprocessed = new LinkedHashMap<>();
        alone.forEach(keys -> outcomes.put(keys, outcomesOf(keys)));
        for (CachedKeys keys : plan.cached()) {
            Set<Slot> left = unprocessed(keys);
            items.put(keys.name(), itemsOf(keys));
            if (!left.isEmpty()) {
                unprocessed.put(
                        keys.name(),
                        keys.asked().toBuilder()
                                .keys(left.stream().map(keys.keys()::get).toList())
                                .build());
            }
        }
        BatchGetItemResponse response = fetched;
        if (response != null) {
            for (String name : plan.passing().keySet()) {
                addTo(items, name, response.responses().get(name));
                addTo(unprocessed, name, response.unprocessedKeys().get(name));
            }
        }
        return response(items, unprocessed);
    }

    private Map<Slot, Outcome> outcomesOf(CachedKeys keys) {
        Map<Slot, Outcome> loaded = new HashMap<>();
        valuesOf(keys, List.of())
                .forEach((slot, value) -> loaded.put(slot, new Outcome(Outcome.Source.BYPASS, value.orElse(null), 0)));
        return loaded;
    }

    private static <T> void addTo(Map<String, T> all, String name, @Nullable T one) {
        if (one != null) {
            all.put(name, one);
        }
    }

    private List<Map<String, AttributeValue>> itemsOf(CachedKeys keys) {
        List<Map<String, AttributeValue>> items = new ArrayList<>();
        for (Slot slot : keys.keys().keySet()) {
            Outcome outcome = outcomeOf(keys, slot);
            Map<String, AttributeValue> item = outcome == null ? null : ItemReads.itemOf(outcome);
            if (item != null) {
                items.add(keys.projection().cut(item));
            }
        }
        return items;
    }

    private @Nullable Outcome outcomeOf(CachedKeys keys, Slot slot) {
        return outcomes.getOrDefault(keys, Map.of()).get(slot);
    }

    private BatchGetItemResponse response(
            Map<String, List<Map<String, AttributeValue>>> items, Map<String, KeysAndAttributes> unprocessed) {
        String status = CacheMetadata.statusOf(counts());
        BatchGetItemResponse.Builder response;
        if (fetched == null) {
            response = BatchGetItemResponse.builder();
            response.responseMetadata(Responses.METADATA).sdkHttpResponse(new AnswerOfCache(status, oldest()));
        } else {
            response = fetched.toBuilder();
            response.sdkHttpResponse(Responses.marked(fetched.sdkHttpResponse(), status));
        }
        List<ConsumedCapacity> capacities = capacities();
        if (!capacities.isEmpty()) {
            response.consumedCapacity(capacities);
        }
        return response.responses(items).unprocessedKeys(unprocessed).build();
    }

    /** Those of DynamoDB, and 0 for each table that it was not asked for. */
    private List<ConsumedCapacity> capacities() {
        List<ConsumedCapacity> capacities = new ArrayList<>(fetched == null ? List.of() : fetched.consumedCapacity());
        for (CachedKeys keys : plan.cached()) {
            ConsumedCapacity none = Responses.capacity(request.returnConsumedCapacity(), keys.name());
            boolean isKnown =
                    capacities.stream().anyMatch(known -> keys.table().name().equals(known.tableName()));
            if (none != null && !isKnown) {
                capacities.add(none);
            }
        }
        return capacities;
    }

    private Map<Source, Integer> counts() {
        Map<Source, Integer> counts = new EnumMap<>(Source.class);
        for (KeysAndAttributes keys : plan.passing().values()) {
            counts.merge(Source.PASSED, keys.keys().size(), Integer::sum);
        }
        for (CachedKeys keys : plan.cached()) {
            keys.keys().keySet().forEach(slot -> counts.merge(sourceOf(outcomeOf(keys, slot)), 1, Integer::sum));
        }
        return counts;
    }

    private static Source sourceOf(@Nullable Outcome outcome) {
        if (outcome == null) {
            return Source.MISS;
        }
        return switch (outcome.source()) {
            case HIT, NEAR -> Source.HIT;
            case STALE -> Source.STALE;
            case MISS, BYPASS -> Source.MISS;
        };
    }

    private long oldest() {
        return outcomes.values().stream()
                .flatMap(ofTable -> ofTable.values().stream())
                .mapToLong(Outcome::ageMillis)
                .max()
                .orElse(0);
    }
}
