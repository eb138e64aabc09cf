package io.github.dynamocached.dynamodb;

import io.github.dynamocached.CacheKey;
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
        for (TableBinding binding : bindings) {
            byTable.computeIfAbsent(binding.tableName(), table -> new ArrayList<>())
                    .add(new Bound(new BoundKeys(binding, keyParts), caches.apply(binding.cache())));
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
    private static final class Bound {

        private final BoundKeys keys;
        private final CacheWrites cache;
        private final AtomicBoolean toldOfAttributes = new AtomicBoolean();
        private final AtomicBoolean toldOfStatement = new AtomicBoolean();

        Bound(BoundKeys keys, CacheWrites cache) {
            this.keys = keys;
            this.cache = cache;
        }

        CacheKey everyKey() {
            return keys.everyKey();
        }

        /** The key of an item, every key if it cannot be built, null if the request does not show it. */
        @Nullable
        CacheKey keyOf(Map<String, AttributeValue> item) {
            CacheKey key = keys.keyOf(item);
            if (key == null) {
                warnOfAttributes();
            }
            return key;
        }

        private void warnOfAttributes() {
            if (toldOfAttributes.compareAndSet(false, true)) {
                log.warn(
                        "Cache '{}' was not evicted by a write to table '{}', because the request does not show the key"
                                + " attributes ({}). Only attributes of the table's primary key are in every request. Bind the"
                                + " cache by these, follow the stream of the table (dynamocached.streams.tables), or evict"
                                + " the cache with @DynamoEvict. Further cases are not logged.",
                        keys.binding().cache(),
                        keys.binding().tableName(),
                        String.join(", ", keys.binding().attributes()));
            }
        }

        private void warnOfStatement() {
            if (toldOfStatement.compareAndSet(false, true)) {
                log.warn(
                        "A PartiQL statement does not show which items of table '{}' it writes, so all keys of cache '{}'"
                                + " are evicted. Name the primary key in comparisons with = that are joined by AND, or use"
                                + " PutItem, UpdateItem or DeleteItem. Further cases are not logged.",
                        keys.binding().tableName(),
                        keys.binding().cache());
            }
        }
    }
}
