package io.github.dynamocached.client;

import io.github.dynamocached.CacheKey;
import io.github.dynamocached.TableBinding;
import io.github.dynamocached.cache.ReadThroughCache;
import io.github.dynamocached.cache.ReadThroughCaches;
import io.github.dynamocached.dynamodb.LocalIndexes;
import io.github.dynamocached.dynamodb.TableWrites;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;

/**
 * The tables whose reads a client answers from the cache. While it is open, every write of this JVM to one of them evicts the item
 * and its partition, whatever client makes it. That some reads are not cached here says nothing of other nodes.
 */
final class ListedTables implements AutoCloseable {

    private final Map<String, ListedTable> tables = new LinkedHashMap<>();
    private final ClientSettings settings;
    private final ReadThroughCaches caches;
    private final TableWrites writes = TableWrites.open();
    private volatile boolean closed;

    /**
     * Begins to evict, and to describe the tables.
     *
     * @param declared those tables whose keys the application has declared
     * @param describe asks DynamoDB for a table without blocking a thread of the caller
     * @param nanos the time on a clock of this JVM
     */
    ListedTables(
            Collection<String> names,
            Map<String, KnownTable> declared,
            ClientSettings settings,
            ReadThroughCaches caches,
            Function<String, CompletableFuture<TableDescription>> describe,
            LongSupplier nanos) {
        this.settings = settings;
        this.caches = caches;
        for (String name : names) {
            tables.put(
                    name, new ListedTable(name, () -> describe.apply(name), nanos, this::changed, declared.get(name)));
            items(name).expectEvictions();
            queries(name).expectEvictions();
        }
        bind();
        tables.values().forEach(ListedTable::known);
    }

    ClientSettings settings() {
        return settings;
    }

    ReadThroughCache items(String table) {
        return caches.cache(settings.itemsOf(table));
    }

    ReadThroughCache queries(String table) {
        return caches.cache(settings.queriesOf(table));
    }

    ReadThroughCache indexes(String table) {
        return caches.cache(settings.indexesOf(table));
    }

    ReadThroughCache scans(String table) {
        return caches.cache(settings.scansOf(table));
    }

    /** The names of the tables. */
    Collection<String> names() {
        return tables.keySet();
    }

    /** The tables of which nothing is known yet. */
    List<ListedTable> undescribed() {
        for (ListedTable table : tables.values()) {
            if (table.known() == null) {
                return tables.values().stream()
                        .filter(other -> other.known() == null)
                        .toList();
            }
        }
        return List.of();
    }

    /** A listed table, null for any other. An ARN names a listed table only if it is known to be its own. */
    @Nullable
    ListedTable find(@Nullable String nameOrArn) {
        if (nameOrArn == null || closed) {
            return null;
        }
        ListedTable named = tables.get(nameOrArn);
        return named == null && nameOrArn.startsWith("arn:") ? ofArn(nameOrArn) : named;
    }

    private @Nullable ListedTable ofArn(String arn) {
        for (ListedTable table : tables.values()) {
            KnownTable known = table.known();
            if (known != null && known.arn().equals(arn)) {
                return table;
            }
        }
        return null;
    }

    private void changed(ListedTable table, boolean isOther) {
        KnownTable known = table.known();
        if (known != null) {
            known.localIndexes().forEach(index -> LocalIndexes.declare(known.name() + '/' + index));
        }
        bind();
        if (isOther) {
            evict(table.name());
        }
    }

    private synchronized void bind() {
        List<TableBinding> bindings = new ArrayList<>();
        for (ListedTable table : tables.values()) {
            KnownTable known = table.known();
            List<String> keys = known == null ? List.of() : known.keyNames();
            bindings.addAll(settings.bindingsOf(table.name(), keys));
        }
        writes.bind(bindings, UnaryOperator.identity(), caches::cache);
    }

    private void evict(String table) {
        for (ReadThroughCache cache : List.of(items(table), queries(table), indexes(table), scans(table))) {
            cache.owe(List.of(CacheKey.everyKeyOf(cache.settings().name())));
        }
    }

    @Override
    public void close() {
        closed = true;
        writes.close();
    }
}
