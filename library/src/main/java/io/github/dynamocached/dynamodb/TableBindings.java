package io.github.dynamocached.dynamodb;

import io.github.dynamocached.CacheKey;
import io.github.dynamocached.Failures;
import io.github.dynamocached.TableBinding;
import io.github.dynamocached.store.CacheWrites;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The caches of tables. Finds the keys that belong to written items. */
final class TableBindings {

    private static final Logger log = LoggerFactory.getLogger(TableBindings.class);

    private final Map<String, List<Bound>> byTable = new HashMap<>();
    private final UnaryOperator<List<?>> keyParts;

    /**
     * Bindings.
     *
     * @param keyParts converts the parts of a key
     * @param caches finds the cache of a name
     */
    TableBindings(
            Collection<TableBinding> bindings,
            UnaryOperator<List<?>> keyParts,
            Function<String, ? extends CacheWrites> caches) {
        this.keyParts = keyParts;
        for (TableBinding binding : bindings) {
            byTable.computeIfAbsent(binding.tableName(), table -> new ArrayList<>())
                    .add(new Bound(binding, caches.apply(binding.cache())));
        }
    }

    /** The names of the bound tables. */
    Set<String> tables() {
        return byTable.keySet();
    }

    /** Adds the keys of a written item, by cache. Where the keys are not known, that is every key. */
    void addKeys(WrittenItem item, Map<CacheWrites, Set<CacheKey>> keys) {
        List<Bound> caches = item.table() == null ? null : byTable.get(nameOf(item.table()));
        if (caches == null) {
            return;
        }
        for (Bound bound : caches) {
            CacheKey key = item.shown() == null ? bound.everyKey() : bound.keyOf(item.shown());
            if (key != null) {
                keys.computeIfAbsent(bound.cache, cache -> new HashSet<>()).add(key);
            }
            if (item.isUnclear()) {
                bound.warnOfStatement();
            }
        }
    }

    /** The last part of an ARN, or a name as it is. */
    static String nameOf(String table) {
        return table.substring(table.lastIndexOf('/') + 1);
    }

    /** One cache of one table. */
    private final class Bound {

        private final TableBinding binding;
        private final CacheWrites cache;
        private final AtomicBoolean toldOfAttributes = new AtomicBoolean();
        private final AtomicBoolean toldOfStatement = new AtomicBoolean();
        private final AtomicBoolean toldOfFailure = new AtomicBoolean();

        Bound(TableBinding binding, CacheWrites cache) {
            this.binding = binding;
            this.cache = cache;
        }

        CacheKey everyKey() {
            return CacheKey.everyKeyOf(binding.cache());
        }

        /** The key of an item, every key if it cannot be built, null if the request does not show it. */
        @Nullable
        CacheKey keyOf(Map<String, AttributeValue> item) {
            List<Object> parts = new ArrayList<>(binding.attributes().size());
            for (String attribute : binding.attributes()) {
                AttributeValue value = item.get(attribute);
                Object part = value == null ? null : KeyParts.of(value);
                if (part == null) {
                    warnOfAttributes();
                    return null;
                }
                parts.add(part);
            }
            try {
                return CacheKey.of(binding.cache(), keyParts.apply(parts));
            } catch (RuntimeException broken) {
                warnOfFailure(broken);
                return everyKey();
            }
        }

        private void warnOfAttributes() {
            if (toldOfAttributes.compareAndSet(false, true)) {
                log.warn(
                        "Cache '{}' was not evicted by a write to table '{}', because the request does not show the key"
                                + " attributes ({}). Only attributes of the table's primary key are in every request. Bind the"
                                + " cache by these, or evict it with @DynamoEvict. Further cases are not logged.",
                        binding.cache(),
                        binding.tableName(),
                        String.join(", ", binding.attributes()));
            }
        }

        private void warnOfStatement() {
            if (toldOfStatement.compareAndSet(false, true)) {
                log.warn(
                        "A PartiQL statement does not show which items of table '{}' it writes, so all keys of cache '{}'"
                                + " are evicted. Name the primary key in comparisons with = that are joined by AND, or use"
                                + " PutItem, UpdateItem or DeleteItem. Further cases are not logged.",
                        binding.tableName(),
                        binding.cache());
            }
        }

        private void warnOfFailure(RuntimeException broken) {
            if (toldOfFailure.compareAndSet(false, true)) {
                log.error(
                        "Cache '{}': the key of an item of table '{}' cannot be built, because that fails with {}, so all"
                                + " keys are evicted. Fix the KeyConverter. Further cases are not logged.",
                        binding.cache(),
                        binding.tableName(),
                        Failures.nameOf(broken));
            }
        }
    }
}
